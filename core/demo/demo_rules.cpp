#include "core/demo/demo_rules.h"

#include "core/demo/mesh_timeline.h"

#include <array>

namespace binnacle::demo {

namespace {

struct Wish
{
    const char *name;
    const char *description;
    const char *cluster;
    AlertSeverity severity;
    bool isEnabled;
    const char *message;
    const char *condition; // contract 06 §6.5
};

constexpr std::array kWishes = std::to_array<Wish>({
    {"CheckoutBudgetBurn", "The checkout uses up its error budget fourteen times too fast.",
        "prod-eu", AlertSeverity::Critical, true, "{{target}} burns {{value}}",
        R"({"all":[{"metric":"slo.burn_rate","target":"shop.example.com/checkout","window":"1h",)"
        R"("op":">","value":14.4},{"metric":"slo.burn_rate","target":"shop.example.com/checkout",)"
        R"("window":"5m","op":">","value":14.4}],"for":"1m","resolveAfter":"1m"})"},
    {"PaymentsLatencyP95", "Half a minute of slow payments is an accident, five are a pattern.",
        "prod-eu", AlertSeverity::Critical, true, "{{target}} answers in {{value}}",
        R"({"all":[{"metric":"service.p95","target":"pay/payments","window":"5m","op":">",)"
        R"("value":300}],"for":"1m","resolveAfter":"1m"})"},
    {"PaymentsErrors", "Payments fail.", "prod-eu", AlertSeverity::Critical, true,
        "{{target}} fails {{value}}",
        R"({"all":[{"metric":"service.error_rate","target":"pay/payments","window":"5m",)"
        R"("op":">","value":5}],"for":"1m","resolveAfter":"1m"})"},
    {"PaymentsDbErrors", "The database of the payments fails.", "prod-eu", AlertSeverity::Critical,
        true, "{{target}} fails {{value}}",
        R"({"all":[{"metric":"service.error_rate","target":"data/payments-db","window":"5m",)"
        R"("op":">","value":3}],"for":"30s","resolveAfter":"1m"})"},
    {"NodeDiskPressure", "A node runs out of disk: pods will be evicted.", "prod-eu",
        AlertSeverity::Warning, true, "",
        R"({"event":{"reasonIn":["NodeHasDiskPressure"],"minCount":1,"within":"30m"}})"},
    // The noisy one: a test cluster restarts things all day.
    {"StagingProbes", "Probes fail in staging.", "staging", AlertSeverity::Info, true, "",
        R"({"event":{"type":"Warning","reasonIn":["Unhealthy"],"minCount":3,"within":"10m"}})"},
    {"EdgeErrorRate", "Calls of the API gateway fail.", "prod-eu", AlertSeverity::Warning, false,
        "",
        R"({"all":[{"metric":"edge.error_rate","target":"shop/api-gateway → *","window":"5m",)"
        R"("op":">","value":2}],"for":"2m"})"},
});

Channel webhook(const char *name, std::uint16_t port, AlertSeverity least)
{
    return {.type = ChannelType::Webhook,
        .name = name,
        .isEnabled = true,
        .config = R"({"url":"http://127.0.0.1:)" + std::to_string(port) + "/inbox/" + name
            + R"(","method":"POST","allowed_hosts":["127.0.0.1"]})",
        .minSeverity = least};
}

} // namespace

std::vector<AlertRule> demoRules()
{
    std::vector<AlertRule> rules;
    for (const Wish &wish : kWishes) {
        AlertRule rule;
        rule.name = wish.name;
        rule.description = wish.description;
        rule.cluster = ClusterId{wish.cluster};
        rule.condition = wish.condition;
        rule.severity = wish.severity;
        rule.isEnabled = wish.isEnabled;
        rule.message = wish.message;
        rules.push_back(std::move(rule));
    }
    return rules;
}

std::vector<Silence> demoSilences(Timestamp now)
{
    const TimeRange window = toldMaintenance(now);
    return {{.name = "database maintenance",
        .matchers = {{.label = "cluster", .op = AlertMatcher::Op::Regex, .value = "prod-(eu|us)"}},
        .from = window.from,
        .until = window.to,
        .isMaintenance = true,
        .reason = "payments-db restarts on new disks",
        .createdBy = "sre-2"}};
}

std::vector<Channel> demoChannels(std::uint16_t inboxPort)
{
    return {webhook("page-oncall", inboxPort, AlertSeverity::Critical),
        webhook("ops-room", inboxPort, AlertSeverity::Warning)};
}

} // namespace binnacle::demo
