package llmgateway.e2e.architecture;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** The filters that stand for an enterprise's own know nothing of ours. */
@AnalyzeClasses(packages = "com.example.filters")
class SdkOnlyTest {

    @ArchTest
    static final ArchRule thirdPartyFiltersAreWrittenAgainstTheSdk = classes().should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.apache.apisix.plugin.runner..", "org.springframework..", "java..");

}
