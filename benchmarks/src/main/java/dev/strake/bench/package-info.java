/// JMH suites that compare the backends with each other and with hand-written loops.
package dev.strake.bench;
