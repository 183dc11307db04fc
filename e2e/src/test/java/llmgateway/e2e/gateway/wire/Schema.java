package llmgateway.e2e.gateway.wire;

import java.util.Map;

import llmgateway.e2e.gateway.wire.TableShape.Bytes;
import llmgateway.e2e.gateway.wire.TableShape.Scalar;
import llmgateway.e2e.gateway.wire.TableShape.Tables;
import llmgateway.e2e.gateway.wire.TableShape.Text;
import llmgateway.e2e.gateway.wire.TableShape.Union;

/**
 * What a runner may send, written by hand from {@code ext-plugin.fbs} 0.6.1, so that a
 * mistake in the generated classes shows.
 */
final class Schema {

    private static final Scalar UINT8 = new Scalar(1);

    private static final Scalar UINT16 = new Scalar(2);

    private static final Scalar UINT32 = new Scalar(4);

    private static final TableShape TEXT_ENTRY = TableShape.of("TextEntry", new Text(), new Text());

    private static final Tables ENTRIES = new Tables(TEXT_ENTRY);

    private static final TableShape STOP = TableShape.of("HTTPReqCall.Stop", UINT16, ENTRIES, new Bytes());

    private static final TableShape REWRITE = TableShape.of("HTTPReqCall.Rewrite", new Text(), ENTRIES, ENTRIES,
            ENTRIES, new Bytes());

    static final TableShape ERR_RESP = TableShape.of("Err.Resp", UINT8);

    static final TableShape PREPARE_CONF_RESP = TableShape.of("PrepareConf.Resp", UINT32);

    static final TableShape HTTP_REQ_CALL_RESP = TableShape.of("HTTPReqCall.Resp", UINT32, UINT8,
            new Union(Map.of(1, STOP, 2, REWRITE)));

    static final TableShape EXTRA_INFO_REQ = TableShape.of("ExtraInfo.Req", UINT8,
            new Union(Map.of(1, TableShape.of("ExtraInfo.Var", new Text()), 2, TableShape.of("ExtraInfo.ReqBody"), 3,
                    TableShape.of("ExtraInfo.RespBody"))));

    static final TableShape HTTP_RESP_CALL_RESP = TableShape.of("HTTPRespCall.Resp", UINT32, UINT16, ENTRIES,
            new Bytes());

    private Schema() {
    }

}
