#pragma once

#include "core/codec/json_writer.h"
#include "core/gateway/route.h"
#include "core/query/query_service.h"

#include <cstdint>
#include <string>

namespace binnacle::store {
class Connection;
}

namespace binnacle::gateway {

// Contract 05 §5.3: {"message":"ok","data":…} and for lists "total" of all matches.
http::Response dataAnswer(std::string_view json, int status = 200);
// `isAtLeast`: there may be more; the answer says "totalIsLowerBound".
http::Response listAnswer(std::string_view json, std::int64_t total, bool isAtLeast = false);
http::Response okAnswer();
// {"error":…,"code":…,"position":…,"expected":[…]}
http::Response queryFailure(const query::QueryFailure &failure);

// Makes the answer of a write.
std::function<void(const Status &)> statusAnswer(const Call &call, int status = 200);

// If-Match: `current` is what the caller has read. Errors: Conflict.
Status checkIfMatch(const http::Request &request, const http::Response &current);

// Runs a question that gives JSON on a reader thread; `make` turns it into the answer.
using Question = std::function<Result<http::Response>(store::Connection &)>;
void answerFromStore(Call call, Question question);

} // namespace binnacle::gateway
