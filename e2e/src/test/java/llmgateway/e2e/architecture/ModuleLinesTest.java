package llmgateway.e2e.architecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** What a module may depend on. */
@AnalyzeClasses(packages = "llmgateway", importOptions = DoNotIncludeTests.class)
class ModuleLinesTest {

    private static final String SDK = "org.apache.apisix..";

    private static final String SPRING = "org.springframework..";

    private static final String GENERATED = "llmgateway.runner.a6.wire..";

    @ArchTest
    static final ArchRule coreNeedsNothingButTheJdk = classes().that()
        .resideInAPackage("llmgateway.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("llmgateway.core..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule dialectNeedsCoreAndJackson = classes().that()
        .resideInAPackage("llmgateway.dialect..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("llmgateway.dialect..", "llmgateway.core..", "tools.jackson..",
                "software.amazon.eventstream..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule dialectReadsRequestsWithoutTrees = noClasses().that()
        .resideInAPackage("llmgateway.dialect.request..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("tools.jackson.databind..");

    @ArchTest
    static final ArchRule documentsNeedJacksonOnly = classes().that()
        .resideInAPackage("llmgateway.document..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("llmgateway.document..", "tools.jackson..", "org.slf4j..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule routeKnowsNoOtherPlugin = noClasses().that()
        .resideInAPackage("llmgateway.route..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("llmgateway.budget..", "llmgateway.metrics..", "llmgateway.relay..", "llmgateway.runner..");

    @ArchTest
    static final ArchRule budgetKnowsNoOtherPlugin = noClasses().that()
        .resideInAPackage("llmgateway.budget..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("llmgateway.route..", "llmgateway.metrics..", "llmgateway.dialect..", "llmgateway.relay..",
                "llmgateway.runner..")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule metricsKnowsNoOtherPlugin = noClasses().that()
        .resideInAPackage("llmgateway.metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("llmgateway.route..", "llmgateway.budget..", "llmgateway.relay..", "llmgateway.runner..")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule pluginsMeetSdkAndSpringAtTheirEdgeOnly = noClasses().that()
        .resideInAnyPackage("llmgateway.route..", "llmgateway.budget..", "llmgateway.metrics..")
        .and()
        .resideOutsideOfPackages("..filter..", "..autoconfigure..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SDK, SPRING);

    @ArchTest
    static final ArchRule relayKnowsNeitherRunnerNorSdkNorSpring = noClasses().that()
        .resideInAPackage("llmgateway.relay..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("llmgateway.runner..", "llmgateway.route..", "llmgateway.budget..", "llmgateway.metrics..",
                SDK, SPRING);

    @ArchTest
    static final ArchRule onlyTheProtocolTouchesItsFrames = noClasses().that()
        .resideInAPackage("llmgateway..")
        .and()
        .resideOutsideOfPackage("llmgateway.runner.a6..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(GENERATED);

    @ArchTest
    static final ArchRule thePipelineKnowsNoProtocol = noClasses().that()
        .resideInAPackage("llmgateway.runner.pipeline..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("llmgateway.runner.a6..", "llmgateway.runner.relay..", "llmgateway.runner.standalone..",
                "org.eclipse.jetty..")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nobodyNeedsTheSimulator = noClasses().that()
        .resideInAnyPackage("llmgateway.core..", "llmgateway.dialect..", "llmgateway.document..", "llmgateway.route..",
                "llmgateway.relay..", "llmgateway.runner..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("llmgateway.simulator..");

    @ArchTest
    static final ArchRule nobodyNeedsTheApisixCommands = noClasses().that()
        .resideOutsideOfPackage("llmgateway.apisix..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("llmgateway.apisix..");

    @ArchTest
    static final ArchRule apisixCommandsKnowThePluginsOnly = noClasses().that()
        .resideInAPackage("llmgateway.apisix..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("llmgateway.runner..", "llmgateway.relay..", "llmgateway.simulator..",
                "llmgateway.quickstart..", SDK, SPRING, "org.redisson..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("llmgateway.(**)").should().beFreeOfCycles();

}
