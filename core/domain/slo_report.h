#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/domain/slo_target.h"
#include "core/domain/traffic.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace binnacle {

// What the SLO view and the API tell, as values. core/slo makes them. Shares are percent, latencies
// milliseconds; what has no value because there was no traffic is unset, never 0 or 100.

// What an objective is about.
struct SloSubject
{
    enum class Kind { Domain, Service, Edge };
    Kind kind = Kind::Domain;
    ClusterId cluster;
    std::string domain; // Domain: the name, or a service key that no route names
    TrafficKey key;     // Service and Edge

    // "shop.example.com", "shop/checkout", "shop/cart → data/redis".
    std::string text() const { return kind == Kind::Domain ? domain : key.text(); }
    friend bool operator==(const SloSubject &, const SloSubject &) = default;
    friend auto operator<=>(const SloSubject &, const SloSubject &) = default;
};

enum class SloTrend { Stable, Up, Down };
std::string_view sloTrendName(SloTrend trend); // "stable", "up", "down"

// Traffic of one span of time with how much of that span was told.
struct Measured
{
    TimeRange range;
    // By increments that arrived; less than the range: a gap. More: the last step of a trend, where
    // what was counted in it began before it.
    Duration covered{};
    Traffic traffic;
    // Of the range: maintenance that uses up no budget. What was told of it is neither in `traffic`
    // nor in `covered`.
    Duration excluded{};

    std::optional<double> requestRate() const; // a second of covered time
    double coverage() const;                   // of what is not excluded, 0..1
};

// One of the four multi-window, multi-burn-rate conditions of the SRE Workbook, ch. 5.
enum class BurnSeverity { Page, Ticket };
struct BurnCondition
{
    BurnSeverity severity = BurnSeverity::Page;
    Duration longWindow{};
    Duration shortWindow{};
    double threshold = 0; // times the rate that uses up the budget exactly
    std::optional<double> longBurn;
    std::optional<double> shortBurn;
    bool isFiring = false;
    bool isGuarded = false;  // over the threshold, but too few requests to mean anything
    Timestamp firingSince{}; // unknown while it does not fire
};

// A span in which a condition fired, over real history.
struct BurnSpan
{
    BurnSeverity severity = BurnSeverity::Page;
    TimeRange range; // `to` is the last moment looked at while it still fires
    double worstBurn = 0;
};

// One line of the table.
struct SloRow
{
    SloSubject subject;
    SloTarget target;
    SloStatus status = SloStatus::Unknown;
    SloTrend trend = SloTrend::Stable;
    Measured current;
    std::optional<Measured> previous;      // the window before, of the same length
    std::optional<double> budgetRemaining; // percent of the budget, -100..100
    std::optional<double> burnOneHour;     // times
    std::vector<std::optional<double>>
        errorRates;                   // the last 24 h by hour, percent; for a sparkline
    std::vector<IngressRoute> routes; // Domain only
    std::vector<ServiceRef> backends; // Domain: workloads behind its services
    bool isFiring = false;            // a paging burn condition
};

struct SloBoard
{
    TimeRange range;
    SloSubject::Kind kind = SloSubject::Kind::Domain;
    std::vector<SloRow> rows; // worst budget first
    Timestamp oldest{};       // of all stored increments; unknown: there are none

    struct Summary
    {
        int subjects = 0;
        int healthy = 0;
        int warning = 0;
        int critical = 0;
        int unknown = 0;
        std::optional<double> availability;    // mean of those with traffic
        std::optional<double> budgetRemaining; // likewise
        double requestRate = 0;
    };
    Summary summary;
};

// The error budget over its window: what was left at each moment.
struct BudgetPoint
{
    Timestamp at{};
    double remaining = 0;    // percent
    bool isGap = false;      // nothing was told in the step that ends here
    bool isExcluded = false; // and that is so because most of the step does not count: maintenance
};
struct BudgetReport
{
    SloTarget target;
    TimeRange range;
    std::vector<BudgetPoint> points;
    std::optional<double> remaining; // percent, clamped to -100..100
    double allowedErrors = 0;        // in the window, at its traffic
    std::int64_t errors = 0;
    Duration allowedDowntime{}; // the budget as time: 43 m 12 s for 99.9 % over 30 d
    Timestamp exhaustedAt{};    // forecast at the burn of the last hour; unknown: not foreseen
    double forecastBurn = 0;    // the burn the forecast goes on with
};

// Where the errors of a window came from. Shares of all errors, 0..1, largest first.
struct BudgetShare
{
    enum class By { Edge, Route, StatusCode, Interval };
    By by = By::StatusCode;
    std::string name; // "shop/checkout → pay/payments", "/checkout", "503", ""
    TimeRange interval;
    std::int64_t errors = 0;
    double share = 0;
};

// Everything about one subject.
struct SloDetail
{
    SloSubject subject;
    SloRow row;
    BudgetReport budget;
    std::vector<BurnCondition> burns;
    std::vector<BurnSpan> pages; // would-be pages and tickets within the budget's window
    std::vector<BudgetShare> shares;

    // Trends over the asked range, one entry a step; `traffic` is empty and covered zero in gaps.
    Duration step{};
    std::vector<Measured> trend;
    std::vector<Measured> previousTrend; // same steps, one range earlier
    Measured whole;                      // of the asked range: distribution and breakdown
    std::vector<SloStatusChange> changes;
};

// The status of a service or edge without a target of its own: error rate over 5 % is critical;
// over 1 %, or p99 over 500 ms (or beyond the last bound of its histogram, where that is as slow),
// a warning; unknown without traffic. Contract 03 §3.5.
SloStatus meshStatus(const Traffic &traffic);

// What another target would have meant on real history.
struct TargetEffect
{
    SloTarget target;
    std::optional<double> budgetRemaining;
    SloStatus status = SloStatus::Unknown;
    int pages = 0; // spans in which a paging condition would have fired, in the window
    int tickets = 0;
};

} // namespace binnacle
