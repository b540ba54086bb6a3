#pragma once

#include "core/alerts/engine.h"
#include "core/alerts/history_readings.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace binnacle::alerts {

// Who was offline and who called whom at an instant; null: as at the instant before. Asked at every
// instant, so it gives the same object as long as nothing changed.
using WorldAt = std::function<std::shared_ptr<const EngineWorld>(Timestamp)>;

// The circumstances of a past that is played again.
struct ReplayScene
{
    // Rules whose alerts may inhibit those of the one that is asked about; itself may be among
    // them.
    std::vector<AlertRule> others;
    std::vector<Silence> silences;
    EngineSettings engine;
    WorldAt world; // may be null
    // When it becomes another one, in order: there is a look then, as far as it is said.
    std::vector<Timestamp> worldChanges{};
};

// Drives the engine with what history tells, instant by instant, as it is driven live: at every
// look that brings news, and when the engine says that something is due. One thread.
class Replay
{
public:
    // `main` is the rule that is asked about. All must outlive the replay.
    Replay(HistoryReadings &main, std::vector<HistoryReadings *> others, const ReplayScene &scene);

    // One instant: what the main rule saw anew (null: nothing) and what the engine did, if it was
    // asked.
    struct Instant
    {
        Timestamp at{};
        const RuleReadings *readings = nullptr;
        const EngineStep *step = nullptr;
    };
    using Visit = std::function<void(const Instant &)>;
    // Up to and including `until`, with one of the main rule's variants. Errors: Cancelled.
    Status run(
        std::size_t variant, Timestamp until, const std::stop_token &stop, const Visit &visit);

    Engine &engine() { return *m_engine; }

private:
    void begin(std::size_t variant);
    Timestamp nextAfter(Timestamp at) const;
    void playInstant(Timestamp now, const Visit &visit);

    HistoryReadings &m_main;
    std::vector<HistoryReadings *> m_others;
    const ReplayScene &m_scene;
    std::optional<Engine> m_engine;
    std::shared_ptr<const EngineWorld> m_world; // as the engine knows it
};

// The rule as a variant of it would be written.
AlertRule withCondition(AlertRule rule, const Condition &condition);

} // namespace binnacle::alerts
