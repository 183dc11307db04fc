package llmgateway.budget.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import llmgateway.budget.account.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PeriodTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final long IN_2100 = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

    @Test
    void windowsTileTimeInEveryZoneOfTheJdkAlsoAroundChangesOfClocks() {
        long seed = System.nanoTime();
        RandomGenerator random = new SplittableRandom(seed);
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            for (Instant now : instantsToTry(zone, random)) {
                for (CalendarUnit unit : CalendarUnit.values()) {
                    assertTiles(new Period.Calendar(unit, zone), now, seed);
                }
                assertTiles(new Period.Hour(), now, seed);
            }
        }
    }

    @Test
    void dayBeginsWhenTheClocksOfTheZoneFirstShowIt() {
        long seed = System.nanoTime();
        RandomGenerator random = new SplittableRandom(seed);
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            for (Instant now : instantsToTry(zone, random)) {
                Instant start = Instant
                    .ofEpochMilli(current(new Period.Calendar(CalendarUnit.DAY, zone), now).startMillis());
                if (start.isAfter(Instant.EPOCH)) {
                    assertThat(LocalDate.ofInstant(start, zone)).as("%s at %s, seed %d", id, now, seed)
                        .isAfter(LocalDate.ofInstant(start.minusMillis(1), zone));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            DAY,   Europe/Berlin,     2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z
            DAY,   Europe/Berlin,     2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z
            MONTH, Europe/Berlin,     2026-03-31T21:59:59Z, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z
            MONTH, Europe/Berlin,     2026-12-31T23:00:00Z, 2026-12-31T23:00:00Z, 2027-01-31T23:00:00Z
            MONTH, America/New_York,  2027-01-01T04:59:59Z, 2026-12-01T05:00:00Z, 2027-01-01T05:00:00Z
            MONTH, UTC,               2028-02-29T23:59:59Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z
            MONTH, UTC,               2027-02-28T23:59:59Z, 2027-02-01T00:00:00Z, 2027-03-01T00:00:00Z
            DAY,   UTC,               2028-02-29T10:00:00Z, 2028-02-29T00:00:00Z, 2028-03-01T00:00:00Z
            WEEK,  UTC,               2027-01-01T10:00:00Z, 2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z
            WEEK,  Asia/Kolkata,      2026-11-22T18:30:00Z, 2026-11-22T18:30:00Z, 2026-11-29T18:30:00Z
            DAY,   America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z
            DAY,   America/Havana,    2024-11-03T05:30:00Z, 2024-11-03T04:00:00Z, 2024-11-04T05:00:00Z
            DAY,   Pacific/Apia,      2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z
            DAY,   Pacific/Apia,      2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z
            """)
    void calendarKnowsDstYearEndLeapDaysAndDaysThatAreSkipped(CalendarUnit unit, ZoneId zone, Instant now,
            Instant start, Instant end) {
        assertThat(current(new Period.Calendar(unit, zone), now))
            .isEqualTo(new Window(start.toEpochMilli(), end.toEpochMilli()));
    }

    @Test
    void windowsAreThePreviousTheCurrentAndTheTwoAfter() {
        Instant now = ZonedDateTime.of(2026, 11, 23, 21, 38, 0, 0, BERLIN).toInstant();

        assertThat(new Period.Calendar(CalendarUnit.MONTH, BERLIN).windowsAround(now))
            .extracting((window) -> LocalDate.ofInstant(Instant.ofEpochMilli(window.startMillis()), BERLIN))
            .containsExactly(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1),
                    LocalDate.of(2027, 1, 1));
    }

    @Test
    void everyHourIsAsLongWhateverTheClocksDo() {
        Instant beforeClocksGoBack = Instant.parse("2026-10-25T00:30:00Z");

        assertThat(new Period.Hour().windowsAround(beforeClocksGoBack)).hasSize(4)
            .allMatch((window) -> window.endMillis() - window.startMillis() == Duration.ofHours(1).toMillis());
        assertThat(current(new Period.Hour(), beforeClocksGoBack).startMillis())
            .isEqualTo(Instant.parse("2026-10-25T00:00:00Z").toEpochMilli());
    }

    @Test
    void totalIsOneWindowWithoutEnd() {
        assertThat(new Period.Total().windowsAround(Instant.now())).containsExactly(Window.ALWAYS);
    }

    @ParameterizedTest
    @CsvSource({ "1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "-1000000-01-01T00:00:00Z" })
    void I8_aClockThatWasNeverSetGetsTheFirstWindowsOfTheEpoch(Instant now) {
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneOffset.MAX, ZoneOffset.MIN)) {
            assertThat(new Period.Calendar(CalendarUnit.MONTH, zone).windowsAround(now).getFirst().startMillis())
                .isZero();
        }
        assertThat(new Period.Hour().windowsAround(now).getFirst().startMillis()).isZero();
    }

    /** The window that is current, its neighbours, and the same seen a minute off. */
    private static void assertTiles(Period period, Instant now, long seed) {
        String what = period + " at " + now + ", seed " + seed;
        List<Window> windows = period.windowsAround(now);
        assertThat(windows).as(what).hasSizeBetween(3, 4);
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).startMillis()).as(what).isEqualTo(windows.get(i - 1).endMillis());
        }
        Window current = current(period, now);
        assertThat(windows.get(windows.size() - 3)).as(what).isEqualTo(current);
        for (long aside : new long[] { now.minusSeconds(60).toEpochMilli(), now.plusSeconds(60).toEpochMilli(),
                current.startMillis() - 1, current.startMillis(), current.endMillis() - 1, current.endMillis() }) {
            Window seen = current(period, Instant.ofEpochMilli(aside));
            assertThat(windows).as(what).contains(seen);
        }
    }

    private static Window current(Period period, Instant now) {
        long millis = Math.max(0, now.toEpochMilli());
        List<Window> current = period.windowsAround(now).stream().filter((window) -> window.contains(millis)).toList();
        assertThat(current).as("%s at %s", period, now).hasSize(1);
        return current.getFirst();
    }

    private static List<Instant> instantsToTry(ZoneId zone, RandomGenerator random) {
        List<Instant> instants = new ArrayList<>();
        List<ZoneOffsetTransition> transitions = zone.getRules()
            .getTransitions()
            .stream()
            .filter((transition) -> transition.getInstant().isAfter(Instant.EPOCH))
            .toList();
        for (int i = 0; i < 5; i++) {
            Instant any = Instant.ofEpochSecond(random.nextLong(0, IN_2100), random.nextInt(1_000_000_000));
            instants.add(any);
            ZoneOffsetTransition next = zone.getRules().nextTransition(any);
            if (next != null) {
                instants.add(next.getInstant().plusSeconds(random.nextLong(-90_000, 90_000)));
            }
            if (!transitions.isEmpty()) {
                instants.add(transitions.get(random.nextInt(transitions.size()))
                    .getInstant()
                    .plusSeconds(random.nextLong(-90_000, 90_000)));
            }
        }
        return instants;
    }

}
