#include "tests/core/alerts/engine_rig.h"

#include <QTest>

#include <deque>
#include <map>
#include <optional>
#include <random>
#include <set>

using namespace binnacle;
using namespace binnacle::alerts;
using namespace binnacle::test;

namespace {

// The life of one alert told again in the plainest way: seconds, one subject after another, nothing
// shared with the engine. Alerts are told alone; rules are one to four.
struct ModelRule
{
    int holds = 0;
    int resolveAfter = 0;
    int cooldown = 0;
    NoDataPolicy noData = NoDataPolicy::KeepState;
};

enum class Say { False, True, NoData };

class ModelAlert
{
public:
    // What is told at `now`, one letter each: F firing, P repeat, R resolved, D digest.
    std::string step(const ModelRule &rule, Say said, long now, bool isSilenced)
    {
        const bool isKept = said == Say::NoData && rule.noData == NoDataPolicy::KeepState;
        const bool isTrue = said == Say::True
            || (said == Say::NoData && rule.noData == NoDataPolicy::Alert
                && (m_trueSince || m_firedAt));
        if (!isKept && !m_firedAt) {
            if (!isTrue)
                m_trueSince.reset();
            else if (!m_trueSince)
                m_trueSince = now;
            if (m_trueSince && now - *m_trueSince >= rule.holds)
                fire(now);
        } else if (!isKept) {
            if (isTrue)
                m_falseSince.reset();
            else if (!m_falseSince)
                m_falseSince = now;
            if (m_falseSince && now - *m_falseSince >= rule.resolveAfter)
                return resolve();
        }
        return m_firedAt ? tell(rule, now, isSilenced) : std::string();
    }

    // What is not told yet of a rest is forgotten: somebody silenced it.
    void restart() { m_owesDigest = false; }

    bool isPending() const { return m_trueSince && !m_firedAt; }
    bool isFiring() const { return m_firedAt.has_value(); }

private:
    void fire(long now)
    {
        m_firedAt = now;
        m_toldAt.reset();
        m_firings.push_back(now);
        int recent = 0;
        for (const long at : m_firings)
            recent += at > now - 3600 ? 1 : 0;
        if (recent > 5 && now >= m_restsUntil) {
            m_restsUntil = now + 3600;
            m_owesDigest = true;
        }
    }

    std::string resolve()
    {
        const bool wasTold = m_toldAt.has_value();
        m_trueSince.reset();
        m_firedAt.reset();
        m_falseSince.reset();
        return wasTold ? "R" : "";
    }

    std::string tell(const ModelRule &rule, long now, bool isSilenced)
    {
        if (isSilenced)
            return {};
        if (!m_toldAt && now < m_restsUntil) {
            const bool isOwed = m_owesDigest;
            m_owesDigest = false;
            return isOwed ? "D" : "";
        }
        if (m_toldAt) {
            if (rule.cooldown == 0 || m_falseSince || now < *m_toldAt + rule.cooldown)
                return {};
            m_toldAt = m_lastTold = now;
            return "P";
        }
        if (rule.cooldown > 0 && m_lastTold && now < *m_lastTold + rule.cooldown)
            return {};
        m_toldAt = m_lastTold = now;
        return "F";
    }

    std::optional<long> m_trueSince;
    std::optional<long> m_firedAt;
    std::optional<long> m_falseSince;
    std::optional<long> m_toldAt;   // of this firing
    std::optional<long> m_lastTold; // of any
    std::deque<long> m_firings;
    long m_restsUntil = 0;
    bool m_owesDigest = false;
};

// A random run of one engine beside the model.
class Run
{
public:
    explicit Run(unsigned seed)
        : m_random(seed)
    {
        for (std::int64_t id = 1; id <= 1 + below(3); ++id) {
            ModelRule rule{.holds = below(2) * 15 * below(8),
                .resolveAfter = below(2) * 10 * below(8),
                .cooldown = below(3) * 120,
                .noData = static_cast<NoDataPolicy>(below(3))};
            AlertRule made = podRule(id, rule.holds, rule.resolveAfter);
            made.cooldown = std::chrono::seconds{rule.cooldown};
            made.noData = rule.noData;
            m_rules[id] = rule;
            m_made.push_back(made);
        }
        m_engine.setRules(m_made);
        m_isRestarting = below(2) == 0;
    }

    // Empty: they agree.
    std::string play(int steps)
    {
        for (int i = 0; i < steps; ++i) {
            disturb();
            const std::string difference = step();
            if (!difference.empty())
                return "step " + std::to_string(i) + ": " + difference;
        }
        return {};
    }

private:
    int below(int end) { return static_cast<int>(m_random() % static_cast<unsigned>(end)); }

    // Clocks that go back, silences, restarts.
    void disturb()
    {
        // Rows of alerts that are over keep the times of the old clock, so not both in one run.
        if (!m_isRestarting && below(60) == 0) {
            m_clock -= 61 + below(100'000); // nothing has passed
        } else {
            const int advance = below(4) == 0 ? below(400) : below(20);
            m_clock += advance;
            m_passed += advance;
        }
        if (below(40) == 0)
            silence();
        if (m_isRestarting && below(50) == 0)
            restart();
    }

    void silence()
    {
        m_isSilenced = !m_isSilenced;
        Silence silence;
        silence.id = ++m_silences;
        silence.matchers = {{"name", AlertMatcher::Op::Equal, "a"}};
        silence.from = second(-10'000'000);
        silence.until = second(100'000'000);
        m_engine.setSilences(m_isSilenced ? std::vector{silence} : std::vector<Silence>{});
    }

    void restart()
    {
        std::vector<Alert> open = m_engine.alerts();
        m_engine = Engine();
        m_engine.setRules(m_made);
        std::vector<Alert> recent;
        for (const auto &[firing, alert] : m_fired)
            recent.push_back(alert);
        for (auto &[key, model] : m_models)
            model.restart();
        m_engine.restore(std::move(open), std::move(recent));
        Silence silence;
        silence.id = m_silences;
        silence.matchers = {{"name", AlertMatcher::Op::Equal, "a"}};
        silence.from = second(-10'000'000);
        silence.until = second(100'000'000);
        if (m_isSilenced)
            m_engine.setSilences({silence});
    }

    std::string step()
    {
        std::vector<RuleReadings> readings;
        std::map<std::string, std::string> expected;
        for (const auto &[id, rule] : m_rules) {
            const bool isRead = below(4) != 0;
            RuleReadings read{.rule = id, .active = {}, .subjects = 3};
            for (const char *name : {"a", "b", "c"}) {
                const AlertSubject subject = podSubject(name);
                const std::string key = alertDedupKey(id, subject);
                Say &said = m_said[key];
                if (isRead) {
                    said = below(8) == 0 ? Say::NoData : below(3) != 0 ? said : turned(said);
                    add(read, subject, said);
                }
                const bool isSilenced = m_isSilenced && std::string_view(name) == "a";
                ModelAlert &model = m_models[key];
                expected[key] = model.step(rule, said, m_passed, isSilenced);
                m_isPending[key] = model.isPending();
                m_isFiring[key] = model.isFiring();
            }
            if (isRead)
                readings.push_back(std::move(read));
        }
        return compare(m_engine.step(second(m_clock), readings), expected);
    }

    static Say turned(Say said) { return said == Say::True ? Say::False : Say::True; }

    void add(RuleReadings &read, const AlertSubject &subject, Say said)
    {
        // Without data there is nothing to begin with, see ModelAlert::step.
        const std::string key = alertDedupKey(read.rule, subject);
        const bool isActive = m_isPending[key] || m_isFiring[key];
        if (said == Say::True)
            read.active.push_back({.subject = subject, .isTrue = true});
        else if (said == Say::NoData && isActive)
            read.active.push_back({.subject = subject, .hasNoData = true});
    }

    std::string compare(const EngineStep &step, const std::map<std::string, std::string> &expected)
    {
        for (const AlertChange &change : step.changes) {
            const Alert &alert = change.alert;
            if (alert.phase == AlertPhase::Firing)
                m_fired[{alertDedupKey(alert.rule, alert.subject), alert.firedAt}] = alert;
        }
        std::map<std::string, std::string> told;
        for (const AlertPage &page : step.pages) {
            for (const std::string &key : page.dedupKeys)
                told[key] += "FPRD"[static_cast<int>(page.kind)];
        }
        for (const auto &[key, want] : expected) {
            if (told[key] != want)
                return key + " told \"" + told[key] + "\", not \"" + want + '"';
        }
        std::set<std::string> firing;
        std::set<std::string> pending;
        for (const Alert &alert : m_engine.alerts())
            (alert.phase == AlertPhase::Firing ? firing : pending)
                .insert(alertDedupKey(alert.rule, alert.subject));
        for (const auto &[key, isFiring] : m_isFiring) {
            if (firing.contains(key) != isFiring || pending.contains(key) != m_isPending[key])
                return key + " is in another phase";
        }
        return {};
    }

    std::mt19937 m_random;
    Engine m_engine;
    std::vector<AlertRule> m_made;
    std::map<std::int64_t, ModelRule> m_rules;
    std::map<std::string, ModelAlert> m_models;
    std::map<std::string, Say> m_said;
    std::map<std::string, bool> m_isPending;
    std::map<std::string, bool> m_isFiring;
    std::map<std::pair<std::string, Timestamp>, Alert> m_fired; // what a store would have
    long m_clock = 0;
    long m_passed = 1'000'000; // for the model, whose time never goes back
    bool m_isSilenced = false;
    bool m_isRestarting = false;
    std::int64_t m_silences = 0;
};

} // namespace

class TestAlertEngineModel : public QObject
{
    Q_OBJECT

private slots:
    void theEngineTellsWhatThePlainModelTells()
    {
        for (unsigned seed = 1; seed <= 40; ++seed) {
            const std::string difference = Run(seed).play(300);
            QVERIFY2(
                difference.empty(), ("seed " + std::to_string(seed) + ", " + difference).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestAlertEngineModel)
#include "tst_alert_engine_model.moc"
