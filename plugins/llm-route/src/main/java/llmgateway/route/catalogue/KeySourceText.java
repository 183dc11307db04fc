package llmgateway.route.catalogue;

import llmgateway.document.UnusableValue;
import llmgateway.route.credential.KeySource;

/** Where a key is kept, as a catalogue has it. */
final class KeySourceText {

    private KeySourceText() {
    }

    static KeySource parse(String text) throws UnusableValue {
        return KeySource.parse(text)
            .orElseThrow(() -> new UnusableValue(
                    "must be env:NAME or file:/absolute/path; a key itself never stands in a catalogue"));
    }

}
