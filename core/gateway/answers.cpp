#include "core/gateway/answers.h"

#include "core/gateway/answer_form.h"
#include "core/gateway/gateway.h"
#include "core/store/reader_pool.h"
#include "core/store/workspace.h"

#include <utility>

namespace binnacle::gateway {

namespace {

constexpr std::string_view kBeginning = R"({"message":"ok","data":)";

} // namespace

http::Response dataAnswer(std::string_view json, int status)
{
    return http::json(std::string(kBeginning).append(json) + '}', status);
}

http::Response listAnswer(std::string_view json, std::int64_t total, bool isAtLeast)
{
    // Put together, not written again: the list may be long.
    std::string body;
    body.reserve(kBeginning.size() + json.size() + 64);
    body.append(kBeginning).append(json).append(R"(,"total":)").append(std::to_string(total));
    if (isAtLeast)
        body.append(R"(,"totalIsLowerBound":true)");
    return http::json(body += '}');
}

http::Response okAnswer()
{
    return http::json(R"({"message":"ok"})");
}

http::Response queryFailure(const query::QueryFailure &failure)
{
    const query::FilterError &at = failure.at;
    codec::JsonWriter answer;
    answer.beginObject()
        .member("error", at.message)
        .member("code", stableCode(failure.failure))
        .member("position", static_cast<std::int64_t>(at.offset))
        .member("length", static_cast<std::int64_t>(at.length));
    if (!at.suggestion.empty())
        answer.member("suggestion", at.suggestion);
    answer.key("expected").beginArray();
    for (const std::string &one : at.expected)
        answer.value(one);
    answer.endArray().endObject();
    return http::json(answer.take(), http::statusOf(failure.failure));
}

std::function<void(const Status &)> statusAnswer(const Call &call, int status)
{
    return [answer = call.answer, status](const Status &done) {
        http::Response response = done ? okAnswer() : http::failure(done.error());
        if (done)
            response.status = status;
        answer(std::move(response));
    };
}

Status checkIfMatch(const http::Request &request, const http::Response &current)
{
    const std::string_view wanted = request.header("if-match");
    if (wanted.empty() || matchesEntityTag(wanted, entityTag(current.body)))
        return Done{};
    return Error{ErrorCode::Conflict, "somebody changed it meanwhile; read it again"};
}

void answerFromStore(Call call, Question question)
{
    store::ReaderPool &readers = call.parts.workspace.readers();
    readers.post(
        [answer = call.answer, question = std::move(question)](store::Connection &connection) {
            auto response = question(connection);
            answer(response ? *std::move(response) : http::failure(response.error()));
        },
        [answer = call.answer](const Error &error) { answer(http::failure(error)); });
}

} // namespace binnacle::gateway
