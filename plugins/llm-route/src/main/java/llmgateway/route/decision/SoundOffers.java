package llmgateway.route.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import llmgateway.route.health.Availability;
import llmgateway.route.health.CoolingDown;

/**
 * Offers for a call, parted by whether their targets are to be asked now.
 *
 * @param sound those that are
 * @param coolingDown those that are not, soonest first
 */
record SoundOffers(List<Offer> sound, List<Waiting> coolingDown) {

    /** For a call that has no choice: a target without an alternative is always asked. */
    static SoundOffers allOf(List<Offer> offers) {
        return new SoundOffers(offers, List.of());
    }

    static SoundOffers of(List<Offer> offers, Availability availability) {
        List<Offer> sound = new ArrayList<>(offers.size());
        List<Waiting> coolingDown = new ArrayList<>();
        for (Offer offer : offers) {
            Optional<CoolingDown> state = availability.coolingDown(offer.target());
            if (state.isPresent()) {
                coolingDown.add(new Waiting(offer, state.get().remaining()));
            }
            else {
                sound.add(offer);
            }
        }
        coolingDown.sort(Comparator.comparing(Waiting::remaining));
        return new SoundOffers(sound, coolingDown);
    }

    /** Until the first of those that cool down may be asked. */
    Duration soonest() {
        return this.coolingDown.getFirst().remaining();
    }

    /** An offer whose target is not to be asked for a while. */
    record Waiting(Offer offer, Duration remaining) {
    }

}
