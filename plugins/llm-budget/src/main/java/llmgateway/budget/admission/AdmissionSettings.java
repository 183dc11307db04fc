package llmgateway.budget.admission;

import java.time.Duration;

/**
 * @param directLease how long a call that the gateway proxies itself may go unreported
 * before it is charged at its worst case; longer than any answer takes
 * @param relayLease the same for a call that this node carries, which renews it while the
 * call runs: so long its worst case stays held after the node has died
 */
public record AdmissionSettings(Duration directLease, Duration relayLease) {

    public static final AdmissionSettings DEFAULT = new AdmissionSettings(Duration.ofMinutes(45),
            Duration.ofMinutes(2));

}
