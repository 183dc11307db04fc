package llmgateway.route.settings;

import java.util.List;

import llmgateway.core.model.NamePattern;
import llmgateway.route.catalogue.ResolvedModel;

/** Which models may be used, judged by what a name stands for. */
public sealed interface AllowedModels {

    boolean allows(ResolvedModel model);

    record All() implements AllowedModels {

        @Override
        public boolean allows(ResolvedModel model) {
            return true;
        }

    }

    /**
     * Those in a list.
     *
     * @param patterns names, aliases, or names with {@code *} for any characters
     */
    record Listed(List<NamePattern> patterns) implements AllowedModels {

        public Listed {
            patterns = List.copyOf(patterns);
        }

        /**
         * An alias in the list allows the model that it stands for, under all its names.
         */
        @Override
        public boolean allows(ResolvedModel model) {
            for (NamePattern pattern : this.patterns) {
                if (pattern.matches(model.name()) || model.entry().aliases().contains(pattern.text())) {
                    return true;
                }
            }
            return false;
        }

    }

}
