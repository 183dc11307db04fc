package llmgateway.core.model;

/**
 * A name in which every {@code *} stands for any characters, also none. Case counts.
 *
 * @param text as written
 */
public record NamePattern(String text) {

    /** Whether it stands for one name only, its own. */
    public boolean isPlainName() {
        return this.text.indexOf('*') < 0;
    }

    /** Takes time in proportion to the product of the lengths at most. */
    public boolean matches(String name) {
        int inName = 0;
        int inText = 0;
        int lastStar = -1;
        int resumeAt = 0;
        while (inName < name.length()) {
            if (inText < this.text.length() && this.text.charAt(inText) == '*') {
                lastStar = inText++;
                resumeAt = inName;
            }
            else if (inText < this.text.length() && this.text.charAt(inText) == name.charAt(inName)) {
                inText++;
                inName++;
            }
            else if (lastStar >= 0) {
                inText = lastStar + 1;
                inName = ++resumeAt;
            }
            else {
                return false;
            }
        }
        while (inText < this.text.length() && this.text.charAt(inText) == '*') {
            inText++;
        }
        return inText == this.text.length();
    }

}
