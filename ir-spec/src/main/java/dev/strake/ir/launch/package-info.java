/// The launch ABI: the argument record all backends share, and the checks made once per launch.
package dev.strake.ir.launch;
