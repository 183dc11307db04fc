package llmgateway.apisix.apply;

import java.util.List;

import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.ObjectKey;

/** One call that changes APISIX. */
public sealed interface Change {

    ObjectKey key();

    record Create(ApisixObject object) implements Change {

        @Override
        public ObjectKey key() {
            return this.object.key();
        }

    }

    /**
     * An object that is put in place of what is there.
     *
     * @param object as it is to be, with what only APISIX has
     */
    record Update(ApisixObject object, List<Difference> differences) implements Change {

        public Update {
            differences = List.copyOf(differences);
        }

        @Override
        public ObjectKey key() {
            return this.object.key();
        }

    }

    record Delete(ObjectKey key) implements Change {
    }

}
