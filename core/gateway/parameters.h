#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/http/http_message.h"

#include <rapidjson/document.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::gateway {

// What a request asks for, checked: every failure is InvalidArgument and names the parameter.

std::string textParameter(const http::Request &request, std::string_view name);
// cluster_id, clusterId or cluster.
Result<ClusterId> clusterParameter(const http::Request &request, bool isRequired);
Result<std::int64_t> numberParameter(const http::Request &request, std::string_view name,
    std::int64_t otherwise, std::int64_t least, std::int64_t most);
Result<Timestamp> timeParameter(const http::Request &request, std::string_view name);

// The number that the path names, as in /alerts/{id}. Errors: NotFound, "there is no such alert".
Result<std::int64_t> numberInPath(const http::Request &request, std::string_view what);

struct Paging
{
    std::int64_t limit = 50;
    std::int64_t offset = 0;
};
// What one answer may hold: contract 05 §5.3; objects and events, which have little in a row, come
// in pages ten times as long for who asks.
inline constexpr std::int64_t kLongestPage = 500;
inline constexpr std::int64_t kLongestRowPage = 5'000;
Result<Paging> paging(const http::Request &request, std::int64_t most = kLongestPage);

// The JSON object of a body.
class Body
{
public:
    static Result<Body> read(const http::Request &request);

    // The same for a route whose body may be left out.
    static Result<Body> readOptional(const http::Request &request);

    // Absent: "" (or an error when required).
    Result<std::string> text(const char *name, bool isRequired = false) const;
    Result<std::int64_t> number(const char *name, bool isRequired = false) const;
    Result<double> real(const char *name) const;
    Result<bool> flag(const char *name, bool otherwise) const;
    Result<std::vector<std::string>> texts(const char *name) const;
    // A nested object as JSON text; "{}" when absent.
    Result<std::string> object(const char *name) const;
    // A list of objects; empty when absent.
    Result<std::vector<Body>> objects(const char *name) const;
    // The members of a nested object, all texts; empty when absent.
    Result<std::vector<std::pair<std::string, std::string>>> textMembers(const char *name) const;
    bool has(const char *name) const { return m_json.HasMember(name); }

private:
    rapidjson::Document m_json;
};

} // namespace binnacle::gateway
