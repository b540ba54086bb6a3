#pragma once

#include "ui/alerts/alert_state.h"
#include "ui/widgets/status_glyph.h"

#include <QObject>

namespace binnacle::ui {

// What can be done with a rule besides saving it: sending a test over its channels, hushing it. The
// outcome is told in words.
class RuleTrials final : public QObject
{
    Q_OBJECT

public:
    // `state` must outlive this.
    explicit RuleTrials(AlertState &state, QObject *parent = nullptr);

    void testChannels(const AlertRule &rule);
    void silence(const AlertRule &rule, Duration length);

signals:
    void told(binnacle::ui::StatusKind status, const QString &text);

private:
    void tested(const QString &name, const Result<std::shared_ptr<const ChannelTest>> &test);

    AlertState &m_state;
    QStringList m_lines; // an answer each
    qsizetype m_waiting = 0;
    bool m_hasFailed = false;
};

} // namespace binnacle::ui
