package llmgateway.bench.stream;

import java.lang.management.ManagementFactory;

/** What all processes share. */
final class Machine {

    private Machine() {
    }

    /** Of the last minute. */
    static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

}
