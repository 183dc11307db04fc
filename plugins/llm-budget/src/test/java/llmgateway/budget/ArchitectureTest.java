package llmgateway.budget;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import llmgateway.core.call.Call;
import llmgateway.core.call.Exchange;
import llmgateway.core.model.OriginalModel;

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

    /** So that nothing a client writes can choose whose budget pays. */
    @ArchTest
    static final ArchRule E2_limitsSeeNothingThatAClientWrites = noClasses().that()
        .resideInAPackage("llmgateway.budget.limit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("llmgateway.core.http..", "llmgateway.dialect..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Call.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(OriginalModel.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Exchange.class);

    @ArchTest
    static final ArchRule limitsKnowNoStoreAndNoFramework = classes().that()
        .resideInAPackage("llmgateway.budget.limit..")
        .or()
        .resideInAPackage("llmgateway.budget.window..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("llmgateway.budget.limit..", "llmgateway.budget.window", "llmgateway.budget.account",
                "llmgateway.core..", "llmgateway.document", "java..", "org.jspecify..");

}
