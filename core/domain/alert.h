#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/domain/resource_ref.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle {

// Rules and what they found, contract 06 §6.5. core/alerts evaluates them.

enum class AlertSeverity { Info, Warning, Critical };
std::string_view alertSeverityName(AlertSeverity severity); // "info", "warning", "critical"
std::optional<AlertSeverity> alertSeverityFromName(std::string_view name);

// What a rule means when what it looks at is not there any more: the source went silent.
enum class NoDataPolicy { KeepState, Resolve, Alert };
std::string_view noDataPolicyName(NoDataPolicy policy); // "keep", "resolve", "alert"
std::optional<NoDataPolicy> noDataPolicyFromName(std::string_view name);

struct AlertRule
{
    std::int64_t id = 0; // 0: not stored yet
    std::string name;    // unique, as people say it: "CheckoutBudgetBurn"
    std::string description;
    ClusterId cluster;            // empty: all
    std::string condition = "{}"; // JSON, see core/alerts/condition.h
    AlertSeverity severity = AlertSeverity::Warning;
    bool isEnabled = true;
    bool isBuiltIn = false;
    std::vector<std::int64_t> channels; // empty: all effective ones
    Duration cooldown{300'000};         // between repeats while firing; 0: told once
    std::vector<std::string> groupBy;   // of "rule", "cluster", "namespace"; empty: each alone
    NoDataPolicy noData = NoDataPolicy::KeepState;
    std::string message;      // template; empty: the one of its kind
    std::string runbook;      // name of a runbook to offer; may be empty
    bool runsRunbook = false; // run it when the alert fires instead of only offering it
    std::int64_t version = 0; // counts changes; a stale one is refused
    Timestamp createdAt{};
    Timestamp updatedAt{};
    std::string updatedBy;
};

enum class AlertPhase { Inactive, Pending, Firing };
std::string_view alertPhaseName(AlertPhase phase); // "inactive", "pending", "firing"

// Why a firing alert tells nobody.
enum class AlertHush { None, Silenced, Maintenance, Inhibited, Flapping };
std::string_view alertHushName(AlertHush hush); // "", "silenced", "maintenance", ...

// What a rule is about: one object, one service level, one cluster.
struct AlertSubject
{
    ClusterId cluster;
    ResourceRef
        object; // kind "Service", "Domain", "Edge", "Cluster", "Query" for what is no object

    std::string text() const; // "Deployment shop/checkout", "shop.example.com/checkout"
    friend bool operator==(const AlertSubject &, const AlertSubject &) = default;
    friend auto operator<=>(const AlertSubject &, const AlertSubject &) = default;
};

// One (rule, subject) that is or was pending or firing.
struct Alert
{
    std::int64_t id = 0; // row of alert_history; 0 while pending
    std::int64_t rule = 0;
    std::string ruleName;
    AlertSeverity severity = AlertSeverity::Warning;
    AlertSubject subject;
    std::string title;
    std::string message;
    AlertPhase phase = AlertPhase::Pending;
    bool hasNoData = false;
    std::optional<double> value;
    std::string valueText;    // "16.2×", "412 ms", "3 events"
    Timestamp pendingSince{}; // condition became true
    Timestamp firedAt{};
    Timestamp resolvedAt{}; // known: over
    Timestamp quietSince{}; // condition became false while firing; unknown: it is true
    Timestamp notifiedAt{}; // last time somebody was told
    AlertHush hush = AlertHush::None;
    std::string hushedBy; // silence "deploy window", alert "payments-db slow"
    std::string ackedBy;
    Timestamp ackedAt{};
    std::int64_t occurrences = 0; // firings of this subject within the last day

    bool isOver() const { return isKnown(resolvedAt); }
};
// "rule:<id>|<cluster>|<kind>/<ns>/<name>", contract 06 §6.5.
std::string alertDedupKey(std::int64_t rule, const AlertSubject &subject);

// Matches one label of an alert: "rule", "severity", "cluster", "kind", "namespace", "name".
struct AlertMatcher
{
    enum class Op { Equal, NotEqual, Regex, NotRegex };
    std::string label;
    Op op = Op::Equal;
    std::string value;
    friend bool operator==(const AlertMatcher &, const AlertMatcher &) = default;
};
// `namespace="shop"`, `name=~"pay.*"`.
std::string alertMatcherText(const AlertMatcher &matcher);

// Alerts that match all of `matchers` tell nobody meanwhile. They are evaluated and kept all the
// same.
struct Silence
{
    std::int64_t id = 0;
    std::string name;
    std::vector<AlertMatcher> matchers; // at least one
    Timestamp from{};
    Timestamp until{};
    bool isMaintenance = false;
    bool excludesBudget = false;   // of Maintenance: errors of that time do not use up the budget
    Duration remindBefore{0};      // tells the creator that it ends; 0: does not
    bool endsWhenResolved = false; // over as soon as nothing it matched fires any more
    std::string reason;
    std::string createdBy;
    Timestamp createdAt{};
    Timestamp endedAt{}; // ended by hand or by its exit condition

    bool isActive(Timestamp at) const
    {
        return from <= at && at < until && (!isKnown(endedAt) || at < endedAt);
    }
};

struct AlertHistoryQuery
{
    std::int64_t rule = 0; // 0: all
    ClusterId cluster;     // empty: all
    TimeRange range;       // of firing; unknown ends: open
    bool openOnly = false;
    int limit = 200;
    std::int64_t beforeId = 0; // 0: from the newest
};

} // namespace binnacle
