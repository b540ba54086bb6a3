#pragma once

#include "core/domain/audit.h"
#include "core/domain/principal.h"
#include "core/http/http_message.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace binnacle::gateway {

struct GatewayParts;

// Who may use a route. There is no default: a route without a policy does not compile.
struct Public
{
};
using Policy = std::variant<Public, Capability>;

struct Parameter
{
    enum class In { Query, Path, Body };
    enum class Type { Text, Number, Flag, Texts, Object, Objects };

    std::string_view name;
    In in = In::Query;
    Type type = Type::Text;
    bool isRequired = false;
    std::string_view help;
};

// One request on its way through a handler. The answer may come later, on any thread, once.
struct Call
{
    const GatewayParts &parts;
    http::Request request;
    Principal who; // userId 0 for public routes
    std::function<void(http::Response)> answer;

    void fail(const Error &error) const { answer(http::failure(error)); }
    // What a change was like before and is now, for the audit; JSON.
    std::function<void(std::string before, std::string after)> changed;
    // Who it turned out to be, for the audit of a login.
    std::function<void(const Principal &who)> identified;
};

// A method and a path below /api/v2 with everything there is to know about it. The same table
// serves, authorises, audits and documents.
struct Route
{
    http::Method method = http::Method::Get;
    std::string_view path; // "/clusters/{id}"
    std::string_view summary;
    Policy policy;
    std::optional<AuditAction> audit; // written down, refusals too
    std::vector<Parameter> parameters;
    std::string_view example; // of a good answer, JSON
    int success = 200;
    void (*handle)(Call call) = nullptr;
    bool hidesBody = false; // from the audit, which is told by Call::changed what matters of it
};

std::string_view methodName(http::Method method); // "GET"

// Becomes a WebSocket: its handshakes do not come by way of Route::handle.
inline constexpr std::string_view kSubscribePath = "/subscribe";

// All routes, by area.
std::vector<Route> userRoutes();
std::vector<Route> clusterRoutes();
std::vector<Route> objectRoutes();
std::vector<Route> eventRoutes();
std::vector<Route> commandRoutes();
std::vector<Route> alertRoutes(); // with the next two
std::vector<Route> ruleRoutes();
std::vector<Route> silenceRoutes();
std::vector<Route> notifyRoutes();
std::vector<Route> planRoutes(); // proposals and runbooks
std::vector<Route> sloRoutes();
std::vector<Route> queryRoutes();
std::vector<Route> subscribeRoutes();
std::vector<Route> adminRoutes();
const std::vector<Route> &allRoutes();

} // namespace binnacle::gateway
