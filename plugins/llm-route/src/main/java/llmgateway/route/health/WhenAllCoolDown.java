package llmgateway.route.health;

/** What becomes of a call all of whose targets cool down. */
public enum WhenAllCoolDown {

    /** It is refused, and told when the first of them may be asked again. */
    REFUSE,

    /** The one that may be asked soonest is asked all the same. */
    TRY_SOONEST

}
