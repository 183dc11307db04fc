package llmgateway.e2e.architecture;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

/** What no class of the product does. */
@AnalyzeClasses(packages = "llmgateway", importOptions = DoNotIncludeTests.class)
class CodeHabitsTest {

    private static final String GENERATED = "llmgateway.runner.a6.wire..";

    private static final String[] DEVELOPMENT_ONLY = { "llmgateway.simulator..", "llmgateway.quickstart.." };

    @ArchTest
    static final ArchRule nothingIsPrinted = noClasses().that()
        .resideOutsideOfPackages(DEVELOPMENT_ONLY)
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule oneLoggingInterface = noClasses().should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.apache.logging..",
                "ch.qos.logback..");

    @ArchTest
    static final ArchRule noLombok = noClasses().should().dependOnClassesThat().resideInAPackage("lombok..");

    @ArchTest
    static final ArchRule noReactiveTypes = noClasses().should()
        .dependOnClassesThat()
        .resideInAnyPackage("reactor..", "io.reactivex..", "org.reactivestreams..", "java.util.concurrent.Flow..");

    @ArchTest
    static final ArchRule staticFieldsAreFinal = fields().that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage(GENERATED)
        .should()
        .beFinal();

    @ArchTest
    static final ArchRule staticFieldsHoldNoState = noFields().that()
        .areStatic()
        .should()
        .haveRawType(assignableToOneOf(AtomicBoolean.class, AtomicInteger.class, AtomicLong.class,
                AtomicReference.class, ConcurrentMap.class, ThreadLocal.class, StringBuilder.class));

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        assertThat(classes.stream()
            .map(JavaClass::getPackage)
            .filter((candidate) -> !candidate.getName().startsWith("llmgateway.runner.a6.wire"))
            .filter((candidate) -> !candidate.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .collect(Collectors.toSet())).isEmpty();
    }

    private static DescribedPredicate<JavaClass> assignableToOneOf(Class<?>... types) {
        return DescribedPredicate.or(Arrays.stream(types)
            .<DescribedPredicate<? super JavaClass>>map(JavaClass.Predicates::assignableTo)
            .toList());
    }

}
