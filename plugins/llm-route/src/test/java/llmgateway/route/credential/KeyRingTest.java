package llmgateway.route.credential;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import llmgateway.core.secret.Secret;
import llmgateway.core.upstream.ProviderKey;
import llmgateway.route.ManualClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyRingTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock();

    @Test
    void usesKeysInTurn() {
        assertThat(next(ring("a", "b", "c"), 7)).containsExactly("a", "b", "c", "a", "b", "c", "a");
    }

    @Test
    void hasNoNextKeyWithoutKeys() {
        assertThat(ring().next()).isEmpty();
        assertThat(ring().isEmpty()).isTrue();
    }

    @Test
    void leavesOutAKeySetAsideUntilItsTimeIsOver() {
        KeyRing ring = ring("a", "b", "c");
        ring.setAside("b", MINUTE);

        assertThat(next(ring, 6)).doesNotContain("b").contains("a", "c");

        this.clock.advance(MINUTE);
        assertThat(next(ring, 3)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void usesTheKeyThatComesBackFirstWhenAllAreSetAside() {
        KeyRing ring = ring("a", "b");
        ring.setAside("a", MINUTE.multipliedBy(2));
        ring.setAside("b", MINUTE);

        assertThat(next(ring, 4)).containsOnly("b");
    }

    @Test
    void usesItsOnlyKeyThoughItWasRefused() {
        KeyRing ring = ring("a");
        ring.setAside("a", MINUTE);

        assertThat(next(ring, 2)).containsExactly("a", "a");
    }

    @Test
    void aKeyThatIsTheSameAfterAReloadStaysSetAside() {
        KeyRing before = ring("a", "b");
        before.setAside("a", MINUTE);
        KeyRing after = ring("a", "b");

        after.continueFrom(before);

        assertThat(next(after, 3)).containsOnly("b");
    }

    @Test
    void aKeyThatWasReplacedUnderItsNameStartsAfresh() {
        KeyRing before = ring("a", "b");
        before.setAside("a", MINUTE);
        KeyRing after = new KeyRing(List.of(new ProviderKey("a", new Secret("new")), key("b")), this.clock);

        after.continueFrom(before);

        assertThat(next(after, 2)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void takesUpTheTurnOfTheRingItReplaces() {
        KeyRing ring = ring("a", "b", "c");
        KeyRing worn = ring("a", "b", "c");
        for (int i = 0; i < 5; i++) {
            worn.next();
        }
        ring.continueFrom(worn);

        assertThat(next(ring, 3)).containsExactly("c", "a", "b");
    }

    private KeyRing ring(String... names) {
        return new KeyRing(Stream.of(names).map(KeyRingTest::key).toList(), this.clock);
    }

    private static ProviderKey key(String name) {
        return new ProviderKey(name, new Secret("secret of " + name));
    }

    private static List<String> next(KeyRing ring, int times) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            names.add(ring.next().orElseThrow().name());
        }
        return names;
    }

}
