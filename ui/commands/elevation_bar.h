#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"
#include "ui/commands/environment_frame.h"

#include <QElapsedTimer>
#include <QString>
#include <QTimer>

class QLabel;
class QPushButton;

namespace binnacle::ui {

// Elevated mode, design ui §2.9: who has just typed a name on production may go on for five minutes
// without typing the next one; a card, a reason and, where it is asked for, holding the button
// stay. Of one cluster at a time. Shown with its environment and a countdown for as long as it
// lasts, and ended by hand at any time.
class ElevationBar final : public EnvironmentFrame
{
    Q_OBJECT

public:
    static constexpr Duration kLasts{5 * 60'000};

    explicit ElevationBar(QWidget *parent = nullptr);

    // `where`: the cluster's name. Begins anew when it lasts already.
    void begin(const ClusterId &cluster, Environment environment, const QString &where,
        const QString &reason);
    bool holdsFor(const ClusterId &cluster) const;
    const QString &reason() const { return m_reason; } // given when it began
    QString text() const;                              // "Elevated mode, 4:59 left…"
    void setLength(Duration length) { m_length = length; }

public slots:
    void end();

signals:
    void ended(); // by hand or by time

private:
    void advance();
    Duration left() const; // negative: over

    Duration m_length = kLasts;
    ClusterId m_cluster;
    QString m_reason;
    QElapsedTimer m_since; // stands still while the machine sleeps
    Timestamp m_begunAt{}; // may be set back
    QTimer m_tick;
    QLabel *m_text;
    QPushButton *m_end;
};

} // namespace binnacle::ui
