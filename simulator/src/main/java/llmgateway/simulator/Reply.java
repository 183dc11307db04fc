package llmgateway.simulator;

import java.util.Map;

import llmgateway.simulator.fault.Faults;
import llmgateway.simulator.wire.Answer;

/**
 * An answer and how it is to be spoilt.
 *
 * @param headers beside those that the answer's body needs
 */
record Reply(Answer answer, Map<String, String> headers, Faults faults) {
}
