package llmgateway.budget;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "llmgateway.budget", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule accountsKnowOnlyTheDomain = classes().that()
        .resideInAPackage("llmgateway.budget.account")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("llmgateway.budget.account", "llmgateway.core..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule onlyTheRedisEdgeKnowsRedisson = noClasses().that()
        .resideInAPackage("llmgateway.budget.account..")
        .and()
        .resideOutsideOfPackage("llmgateway.budget.account.redis..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.redisson..");

    @ArchTest
    static final ArchRule accountsKnowNoFramework = noClasses().that()
        .resideInAPackage("llmgateway.budget.account..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.apache.apisix..");

}
