package llmgateway.budget.settlement;

import java.util.List;
import java.util.Optional;

import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Unit;
import llmgateway.budget.settlement.journal.JournalLine.Basis;
import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;
import llmgateway.core.usage.Usage;

/** How a call shall end, with all that it takes to do that now or after an outage. */
sealed interface CallEnd {

    Ticket ticket();

    Admitted admitted();

    /**
     * It is charged.
     *
     * @param usage empty where it is not known: what was taken from buckets of tokens
     * stays taken
     */
    record Charge(Settlement settlement, Optional<Usage> usage, Admitted admitted) implements CallEnd {

        @Override
        public Ticket ticket() {
            return this.settlement.ticket();
        }

    }

    /** Nothing of it ran. */
    record Release(Ticket ticket, Admitted admitted) implements CallEnd {
    }

    /**
     * What is known of its admission.
     *
     * @param reserved accounts that are charged should the store not know the ticket
     * @param amount of money held
     */
    record Admitted(Basis basis, List<Reservation> reserved, Optional<Money> amount, List<TokensTaken> taken) {

        static final Admitted ELSEWHERE = new Admitted(Basis.ELSEWHERE, List.of(), Optional.empty(), List.of());

        static Admitted as(Admission admission) {
            return new Admitted(admission.held() ? Basis.HELD : Basis.NOT_HELD, admission.reserved(),
                    countsMoney(admission.reserved()) ? Optional.of(admission.call().reserved()) : Optional.empty(),
                    admission.taken());
        }

        static boolean countsMoney(List<Reservation> reserved) {
            return reserved.stream().anyMatch((reservation) -> reservation.unit() == Unit.NANO_DOLLARS);
        }

    }

}
