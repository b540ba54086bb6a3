#pragma once

#include "core/base/result.h"
#include "core/domain/alert.h"
#include "core/domain/command_plan.h"
#include "core/domain/notification.h"
#include "core/domain/principal.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::gateway {

// What fires at one moment. The lists are never null.
struct AlertsNow
{
    Timestamp asOf{};
    std::shared_ptr<const std::vector<Alert>> alerts; // pending and firing, urgent ones first
    // Of rules that cannot be evaluated, by their number.
    std::shared_ptr<const std::map<std::int64_t, std::string>> problems;
};

struct DispatchAsk
{
    Command command;
    std::string reason;
    Principal who;
};

struct Ruling // on a proposal
{
    std::int64_t proposal = 0;
    bool isApproved = false;
    std::string by;
    std::string note;
};

struct RunbookAsk
{
    std::int64_t runbook = 0;
    ClusterId cluster;
    std::vector<std::pair<std::string, std::string>> arguments;
    Principal who;
};

// What the gateway asks of those who keep alerts, channels and commands. Who may do it was decided
// before. Thread-safe; callbacks run on any thread.
class DutyHost
{
public:
    using StatusDone = std::function<void(const Status &)>;
    using Channels = std::vector<Channel>;

    virtual ~DutyHost() = default;

    // Sent, or put before a person; nobody is asked whether the risk is accepted.
    virtual void dispatch(DispatchAsk ask, std::function<void(Result<DispatchOutcome>)> done) = 0;
    virtual void decide(const Ruling &ruling, StatusDone done) = 0;
    virtual void startRunbook(RunbookAsk ask, std::function<void(Result<RunbookRun>)> done) = 0;
    virtual void cancelRun(std::int64_t run, const std::string &by, StatusDone done) = 0;

    virtual AlertsNow alertsNow() const = 0;
    virtual void saveRule(const AlertRule &rule, StatusDone done) = 0; // id 0: a new one
    virtual void removeRule(std::int64_t rule, StatusDone done) = 0;
    virtual void saveSilence(const Silence &silence, StatusDone done) = 0; // id 0: a new one
    virtual void endSilence(std::int64_t silence, StatusDone done) = 0;
    virtual void acknowledge(std::int64_t alert, const std::string &by, StatusDone done) = 0;

    virtual std::shared_ptr<const Channels> channels() const = 0;          // by name, masked
    virtual void saveChannel(const Channel &channel, StatusDone done) = 0; // id 0: a new one
    virtual void removeChannel(std::int64_t channel, StatusDone done) = 0;
    virtual void testChannel(const Channel &channel, std::function<void(Result<ChannelTest>)> done)
        = 0;
};

} // namespace binnacle::gateway
