package llmgateway.core.error;

import llmgateway.core.model.OriginalModel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RejectsTest {

    @Test
    void showsOfAModelNameOnlyWhatIsSafeToPrint() {
        Reject reject = Rejects.unknownModel(new OriginalModel("a\r\nset-cookie: x" + "y".repeat(500)));

        assertThat(reject.message()).doesNotContain("\r").doesNotContain("\n").hasSizeLessThan(300);
    }

}
