package llmgateway.apisix.apply;

import java.time.Duration;
import java.util.function.Consumer;

import llmgateway.apisix.admin.AdminApi;
import llmgateway.apisix.admin.AdminApiException;

/** Does what a plan says, in its order, up to the first failure. */
public final class Applier {

    private static final int ATTEMPTS = 25;

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final AdminApi api;

    public Applier(AdminApi api) {
        this.api = api;
    }

    /**
     * Makes the calls.
     * @param done told of each change that is made
     * @throws ApplyException at the first that fails; planned anew, those before it are
     * not made again
     */
    public void apply(Plan plan, Consumer<Change> done) throws ApplyException {
        int made = 0;
        for (Change change : plan.changes()) {
            try {
                make(change);
            }
            catch (AdminApiException ex) {
                throw new ApplyException(change.key(), made, plan.changes().size(), ex);
            }
            made++;
            done.accept(change);
        }
    }

    private void make(Change change) throws AdminApiException {
        switch (change) {
            case Change.Create create -> this.api.put(create.object());
            case Change.Update update -> this.api.put(update.object());
            case Change.Delete delete -> delete(delete);
        }
    }

    private void delete(Change.Delete delete) throws AdminApiException {
        for (int attempt = 1;; attempt++) {
            try {
                this.api.delete(delete.key());
                return;
            }
            catch (AdminApiException ex) {
                if (!ex.isStillInUse() || attempt == ATTEMPTS) {
                    throw ex;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
