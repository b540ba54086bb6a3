#pragma once

#include "core/access/secret_store.h"
#include "core/base/time.h"
#include "core/runtime/alert_keeper.h"
#include "core/runtime/channel_keeper.h"
#include "tests/core/runtime/duty_hub.h"
#include "tests/support/http_receiver.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

namespace binnacle::test {

inline std::string podsWhere(const std::string &filter, const std::string &holds = "0s")
{
    return R"({"source":"pods","where":")" + filter + R"(","for":")" + holds + R"("})";
}

inline AlertRule podFailed(const std::string &holds = "0s")
{
    AlertRule rule;
    rule.name = "PodFailed";
    rule.cluster = {"prod"};
    rule.severity = AlertSeverity::Critical;
    rule.cooldown = {};
    rule.condition = podsWhere("phase = Failed", holds);
    return rule;
}

// Pages what is critical.
inline Channel webhook(const std::string &name, const std::string &url)
{
    return {.type = ChannelType::Webhook,
        .name = name,
        .isEnabled = true,
        .config = R"({"url":")" + url + R"(","allowed_hosts":["127.0.0.1"]})",
        .minSeverity = AlertSeverity::Critical};
}

// With a receiver of pages, and an agent that tells of one pod: web-0 of the namespace shop.
class PagedHub : public DutyHub
{
public:
    void start(Duration tick = kTick, std::shared_ptr<access::SecretStore> secrets = {})
    {
        runtime = openWith(tick, std::move(secrets));
    }
    std::unique_ptr<runtime::Runtime> openWith(
        Duration tick = kTick, std::shared_ptr<access::SecretStore> secrets = {})
    {
        return open({.openSecrets = [secrets] { return secrets; }, .dutyTick = tick});
    }

    // Empty: of no pod.
    bool tell(const std::string &phase)
    {
        const std::string pod = phase.empty()
            ? std::string()
            : R"({"summary":{"name":"web-0","namespace":"shop","nodeName":"n1"},"spec":{},)"
              R"("containers":[],"status":{"phase":")"
                + phase + R"(","ready":"0/1","restarts":0}})";
        return send("POST", "/agent/snapshot",
            R"({"clusterId":"prod","fetchedAt":")" + formatRfc3339(clock.now()) + R"(","pods":[)"
                + pod + R"(],"nodes":[],"events":[]})")
            .has_value();
    }

    Status save(const AlertRule &rule)
    {
        return waitFor([&](auto done) { runtime->alerts().saveRule(rule, done); });
    }
    Status saveHook()
    {
        return waitFor(
            [this](auto done) { runtime->channels().save(webhook("hook", hook.url()), done); });
    }
    // From now on a pod that failed is paged.
    bool watchPods(const std::string &holds = "0s")
    {
        return saveHook().has_value() && save(podFailed(holds)).has_value();
    }
    // Of the rule PodFailed: "firing" or "resolved".
    std::size_t pages(std::string_view status) const
    {
        const auto requests = hook.requests();
        return static_cast<std::size_t>(std::ranges::count_if(requests, [&](const auto &request) {
            return isIn(request.body, "\"status\":\"" + std::string(status) + '"')
                && isIn(request.body, "PodFailed");
        }));
    }

    HttpReceiver hook;
};

} // namespace binnacle::test
