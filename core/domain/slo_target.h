#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/domain/traffic.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace binnacle {

// The three windows for which there are targets. The words "1d", "7d", "30d" are stored and sent.
enum class SloWindow { OneDay, SevenDays, ThirtyDays };
std::string_view sloWindowName(SloWindow window);
std::optional<SloWindow> sloWindowFromName(std::string_view name); // "24h" is "1d"
Duration sloWindowLength(SloWindow window);

// What a target is for: a domain or service key ("ingress") or "ns/name" ("service").
enum class SloTargetType { Ingress, Service };
std::string_view sloTargetTypeName(SloTargetType type);

struct SloTarget
{
    std::int64_t id = 0; // 0: a default, not stored
    ClusterId cluster;
    SloTargetType type = SloTargetType::Ingress;
    std::string host; // domain, service key or "ns/name"
    SloWindow window = SloWindow::OneDay;
    double availability = 95; // percent, 0 < availability <= 100
    int p95Latency = 300;     // ms, 1 … 600 000
    Timestamp createdAt{};
    Timestamp updatedAt{};

    bool isDefault() const { return id == 0; }
};

// Contract 03 §3.1: 1d 95 % / 300 ms, 7d 96 % / 280 ms, 30d 97 % / 250 ms.
SloTarget defaultTarget(SloWindow window);
// Errors: InvalidArgument naming the field and its range.
Status validate(const SloTarget &target);

enum class SloStatus { Unknown, Healthy, Warning, Critical };
std::string_view sloStatusName(SloStatus status); // "unknown", "healthy", ...
SloStatus worse(SloStatus a, SloStatus b);        // critical > warning > healthy > unknown

// A status that changed, contract 03 §3.1 slo_status_history.
struct SloStatusChange
{
    std::int64_t id = 0;
    ClusterId cluster;
    SloTargetType type = SloTargetType::Ingress;
    std::string host;
    SloWindow window = SloWindow::OneDay;
    SloStatus from = SloStatus::Unknown;
    SloStatus to = SloStatus::Unknown;
    std::optional<double> availability;
    std::optional<double> p95Latency;
    std::optional<double> budgetRemaining; // percent
    Timestamp changedAt{};
};

} // namespace binnacle
