/// JMH suites that compare the back ends with each other and with hand-written loops.
package dev.strake.bench;
