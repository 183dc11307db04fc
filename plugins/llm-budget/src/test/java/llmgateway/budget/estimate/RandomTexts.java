package llmgateway.budget.estimate;

import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** Texts of all kinds of characters, which can be repeated by their seed. */
final class RandomTexts {

    private final Random random;

    RandomTexts(long seed) {
        this.random = new Random(seed);
    }

    /** Up to some hundred characters of one or several kinds, in stretches or mixed. */
    String next() {
        StringBuilder text = new StringBuilder();
        int stretches = this.random.nextInt(1, 12);
        for (int i = 0; i < stretches; i++) {
            IntSupplier kind = kind();
            boolean repeated = this.random.nextInt(4) == 0;
            int point = kind.getAsInt();
            int length = this.random.nextInt((this.random.nextInt(10) == 0) ? 600 : 40);
            for (int j = 0; j < length; j++) {
                text.appendCodePoint(repeated ? point : kind.getAsInt());
            }
        }
        return text.toString();
    }

    private IntSupplier kind() {
        List<IntSupplier> kinds = List.of(() -> among('a', 'z'), () -> among('A', 'Z'), () -> among('0', '9'),
                () -> among(' ', '~'), () -> " \n\t\r ".charAt(this.random.nextInt(5)),
                () -> "etaoin shrdlu, the and of ".charAt(this.random.nextInt(26)), () -> among(0x80, 0x24F),
                () -> among(0x300, 0x36F), () -> among(0x370, 0x5FF), () -> among(0x600, 0x6FF),
                () -> among(0x900, 0xE7F), () -> among(0x3040, 0x30FF), () -> among(0x4E00, 0x9FFF),
                () -> among(0xAC00, 0xD7A3), () -> among(0x2000, 0x2BFF), () -> among(0x1F300, 0x1FAFF),
                () -> among(0x20000, 0x2A6DF), this::any, () -> this.random.nextBoolean() ? among('a', 'z') : any());
        return kinds.get(this.random.nextInt(kinds.size()));
    }

    private int any() {
        int point = this.random.nextInt(Character.MAX_CODE_POINT + 1);
        return (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) ? 'x' : point;
    }

    private int among(int least, int most) {
        return this.random.nextInt(least, most + 1);
    }

}
