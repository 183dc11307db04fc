package llmgateway.runner.management;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes the management endpoints to programs. */
@RestController
class OpenApiController {

    static final Resource DOCUMENT = new ClassPathResource("llmgateway/openapi.yaml");

    @GetMapping(ManagementConfiguration.ROOT + "/openapi.yaml")
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_YAML).body(DOCUMENT);
    }

}
