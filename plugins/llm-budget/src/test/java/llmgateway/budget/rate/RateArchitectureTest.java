package llmgateway.budget.rate;

import java.time.Clock;
import java.time.Instant;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = { "llmgateway.budget.rate", "llmgateway.budget.redis" },
        importOptions = DoNotIncludeTests.class)
class RateArchitectureTest {

    @ArchTest
    static final ArchRule I8_nobodyReadsTheNodesWallClock = noClasses().should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Instant.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule whatBucketsDoIsSaidWithoutALibrary = classes().that()
        .resideInAPackage("llmgateway.budget.rate")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("llmgateway.budget.rate", "llmgateway.budget.limit", "llmgateway.budget.account", "java..",
                "org.jspecify..");

    @ArchTest
    static final ArchRule onlyTheRedisEdgeKnowsRedisson = noClasses().that()
        .resideInAnyPackage("llmgateway.budget.rate", "llmgateway.budget.rate.bucket..",
                "llmgateway.budget.rate.memory..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.redisson..", "llmgateway.budget.redis..");

}
