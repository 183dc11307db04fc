package llmgateway.dialect.format;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;

/** Reads the vectors of an answer. */
public final class Vectors {

    private Vectors() {
    }

    /**
     * @param lists an array of arrays of numbers
     * @throws UnreadableAnswer if it is anything else
     */
    public static List<double[]> of(JsonNode lists) {
        return of(lists, Function.identity());
    }

    /**
     * @param embeddings an array
     * @param numbers finds the array of numbers in each element
     * @throws UnreadableAnswer if it is anything else
     */
    public static List<double[]> of(JsonNode embeddings, Function<JsonNode, JsonNode> numbers) {
        if (!embeddings.isArray()) {
            throw new UnreadableAnswer("no list of embeddings");
        }
        List<double[]> vectors = new ArrayList<>(embeddings.size());
        embeddings.forEach((embedding) -> vectors.add(vector(numbers.apply(embedding))));
        return vectors;
    }

    private static double[] vector(JsonNode numbers) {
        double[] vector = new double[numbers.size()];
        int at = 0;
        for (JsonNode number : numbers) {
            if (!numbers.isArray() || !number.isNumber()) {
                throw new UnreadableAnswer("an embedding of something else than numbers");
            }
            vector[at++] = number.doubleValue();
        }
        if (at == 0) {
            throw new UnreadableAnswer("an embedding without numbers");
        }
        return vector;
    }

}
