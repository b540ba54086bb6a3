#include "core/codec/query_answer.h"
#include "core/gateway/answers.h"
#include "core/gateway/gateway.h"
#include "core/gateway/parameters.h"
#include "core/gateway/row_lists.h"

#include <charconv>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

void runQuery(Call call, std::string text)
{
    if (text.empty())
        return call.fail({ErrorCode::InvalidArgument, "q: is required"});
    const auto cluster = clusterParameter(call.request, false);
    if (!cluster)
        return call.fail(cluster.error());
    query::QueryRequest request = requestFor(call, std::move(text));
    request.cluster = *cluster;
    call.parts.queries.run(
        std::move(request), {}, [answer = call.answer](const query::QueryOutcome &outcome) {
            answer(outcome ? http::json(codec::queryAnswerJson(**outcome))
                           : queryFailure(outcome.error()));
        });
}

void queryByUrl(Call call)
{
    std::string text = textParameter(call.request, "q");
    runQuery(std::move(call), std::move(text));
}

void queryByBody(Call call)
{
    const auto body = Body::read(call.request);
    const auto text = body ? body->text("q", true) : Result<std::string>(body.error());
    if (!text)
        return call.fail(text.error());
    runQuery(std::move(call), *text);
}

void complete(Call call)
{
    const std::string text = textParameter(call.request, "q");
    const auto cluster = clusterParameter(call.request, false);
    const auto cursor = numberParameter(call.request, "cursor",
        static_cast<std::int64_t>(text.size()), 0, static_cast<std::int64_t>(text.size()));
    if (!cluster || !cursor)
        return call.fail(!cluster ? cluster.error() : cursor.error());
    query::QueryRequest request = requestFor(call, text);
    request.cluster = *cluster;
    call.parts.queries.complete(std::move(request), static_cast<std::size_t>(*cursor),
        [answer = call.answer](const query::Completion &completion) {
            codec::JsonWriter json;
            json.beginObject()
                .member("offset", static_cast<std::int64_t>(completion.offset))
                .member("length", static_cast<std::int64_t>(completion.length));
            json.key("suggestions").beginArray();
            for (const query::Suggestion &one : completion.suggestions)
                json.beginObject()
                    .member("text", one.text)
                    .member("detail", one.detail)
                    .endObject();
            json.endArray().endObject();
            answer(dataAnswer(json.take()));
        });
}

constexpr std::string_view kAnswer
    = R"({"columns":["name","namespace"],"rows":[["cart-0","shop"]],"total":1,"elapsedMs":3,"asOf":"2026-03-01T09:00:00Z"})";

} // namespace

std::vector<Route> queryRoutes()
{
    using http::Method;
    const Parameter cluster{
        "cluster_id", In::Query, Type::Text, false, "when the query names no cluster"};
    return {
        {Method::Get, "/query", "Ask in the query language", Capability::ReadState, {},
            {{"q", In::Query, Type::Text, true, "pods.where(restarts > 5).limit(20)"}, cluster},
            kAnswer, 200, queryByUrl},
        {Method::Post, "/query", "Ask in the query language, with the text in the body",
            Capability::ReadState, {},
            {{"q", In::Body, Type::Text, true, "pods.where(restarts > 5).limit(20)"}, cluster},
            kAnswer, 200, queryByBody},
        {Method::Get, "/query/complete", "What could stand at a place of a query",
            Capability::ReadState, {},
            {{"q", In::Query, Type::Text, false, "the text so far"},
                {"cursor", In::Query, Type::Number, false, "byte offset; absent: the end"},
                cluster},
            R"({"message":"ok","data":{"offset":0,"length":2,"suggestions":[{"text":"pods","detail":"pods as they are now, or were"}]}})",
            200, complete},
    };
}

} // namespace binnacle::gateway
