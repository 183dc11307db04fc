package llmgateway.e2e.cloud;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A temporary access key of AWS. */
record AwsKey(String id, String secret, String sessionToken) {

    static AwsKey fresh() {
        return new AwsKey("ASIA" + random().substring(0, 16).toUpperCase(Locale.ROOT), "aws-secret-" + random(),
                "aws-session-" + random());
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** What no log and no answer may hold. */
    List<String> secrets() {
        return List.of(this.secret, this.sessionToken);
    }

}
