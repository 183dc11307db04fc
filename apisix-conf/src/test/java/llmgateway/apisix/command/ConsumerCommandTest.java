package llmgateway.apisix.command;

import llmgateway.apisix.admin.AdminApiDouble;
import llmgateway.apisix.settings.ExtPlugins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ConsumerCommandTest {

    private static final String MONTHLY = "{\"limits\":{\"alice\":{\"limit_by\":\"consumer\",\"usd\":20,\"per\":\"month\"}}}";

    private final AdminApiDouble api = AdminApiDouble.start();

    @BeforeEach
    void apply() {
        assertThat(CommandRun.apply(this.api).exit()).isZero();
        this.api.forgetWrites();
    }

    @AfterEach
    void stop() {
        this.api.close();
    }

    @Test
    void showsWhereAConsumersPluginsComeFrom() {
        assertThat(consumer("show", "alice").out()).startsWith("alice, by routes/llm:").contains("llm-route {}");
        assertThat(consumer("show", "bob").out()).startsWith("bob, by consumers/bob:");
        assertThat(consumer("show", "carol").out()).startsWith("carol, by consumer_groups/research:")
            .contains("research-budget");
        assertThat(this.api.writes()).isEmpty();
    }

    @Test
    void otherSettingsOfOnePluginKeepTheOthersAsTheyAre() {
        CommandRun run = consumer("set", "alice", "llm-budget", MONTHLY);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("PUT /apisix/admin/consumers/alice", "alice, by consumers/alice:", MONTHLY);
        assertThat(this.api.writes()).containsExactly("PUT consumers/alice");
        assertThat(plugins("consumers/alice").settings()).containsEntry("llm-budget", MONTHLY)
            .containsEntry("llm-route", "{}")
            .containsEntry("llm-metrics", "{}");
        assertThat(plugins("consumers/alice").settings().keySet()).containsExactly("llm-route", "llm-budget",
                "llm-metrics");
        assertThat(consumer("set", "alice", "llm-budget", MONTHLY).out()).contains("Nothing to do.");
    }

    @Test
    void aPluginIsSwitchedOffAndOnAgain() {
        consumer("off", "alice", "llm-budget");
        assertThat(plugins("consumers/alice").settings().keySet()).containsExactly("llm-route", "llm-metrics");

        consumer("on", "alice", "llm-budget");

        assertThat(this.api.object("consumers/alice").orElseThrow().path("plugins").has(ExtPlugins.PLUGIN))
            .as("as for everybody else, so nothing of its own")
            .isFalse();
    }

    @Test
    void routingOffAllowsNoModel() {
        consumer("off", "alice", "llm-route");

        assertThat(plugins("consumers/alice").settings()).containsEntry("llm-route", "{\"models\":[]}");
    }

    @Test
    void resetTakesAwayWhatAConsumerHasOfItsOwnAndNothingElse() {
        ObjectNode before = this.api.object("consumers/bob").orElseThrow();
        this.api.put("consumers/bob", before.toString().replace("\"plugins\":{", "\"plugins\":{\"prometheus\":{},"));

        consumer("reset", "bob");

        assertThat(this.api.object("consumers/bob").orElseThrow().path("plugins").toString())
            .isEqualTo("{\"prometheus\":{}}");
    }

    @Test
    void aGroupIsSwitchedLikeAConsumer() {
        consumer("--group", "off", "research", "llm-metrics");

        assertThat(this.api.writes()).containsExactly("PUT consumer_groups/research");
        assertThat(plugins("consumer_groups/research").settings().keySet()).containsExactly("llm-route", "llm-budget");
        assertThat(consumer("show", "carol").out()).doesNotContain("llm-metrics");
    }

    @Test
    void aDryRunMakesNoCall() {
        assertThat(consumer("--dry-run", "off", "alice", "llm-budget").out())
            .contains("would PUT /apisix/admin/consumers/alice", "{\"name\":\"llm-metrics\",\"value\":\"{}\"}");
        assertThat(this.api.writes()).isEmpty();
    }

    @Test
    void P16_whatTheRunnerWouldRefuseIsNotSent() {
        assertRefused("did you mean 'limits'", "set", "alice", "llm-budget", "{\"limit\":{}}");
        assertRefused("the runner has no plugin 'llm-budgets'", "off", "alice", "llm-budgets");
        assertRefused("APISIX has no consumers/nobody", "off", "nobody", "llm-budget");
        assertRefused("takes a name and 2 arguments more", "set", "alice", "llm-budget");
    }

    @Test
    void whatIsSwitchedStaysWhenTheFilesAreAppliedAgain() {
        consumer("off", "alice", "llm-budget");
        this.api.forgetWrites();

        assertThat(CommandRun.apply(this.api, "--diff").out()).contains("= consumers/alice, only in APISIX and kept");
        CommandRun.apply(this.api);

        assertThat(this.api.writes()).isEmpty();
    }

    private void assertRefused(String why, String... arguments) {
        CommandRun run = consumer(arguments);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(why);
        assertThat(this.api.writes()).isEmpty();
    }

    private ExtPlugins plugins(String path) {
        return ExtPlugins.of(this.api.object(path).orElseThrow().path("plugins")).orElseThrow();
    }

    private CommandRun consumer(String... arguments) {
        return CommandRun.at(this.api, "consumer", arguments);
    }

}
