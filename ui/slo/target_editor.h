#pragma once

#include "core/console/slo_feed.h"

#include <QFrame>

#include <optional>

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;

namespace binnacle::ui {

// Sets the target of one objective and says, while the slider moves, what it would have meant on
// real history. One question is on its way at a time; the next is asked when it is answered.
class TargetEditor final : public QFrame
{
    Q_OBJECT

public:
    explicit TargetEditor(console::SloFeed &slo, QWidget *parent = nullptr);

    // `at`: the instant the effect is computed for; unknown: now.
    void edit(const SloSubject &subject, const SloTarget &target, Timestamp at);
    SloTarget edited() const;
    QString effectText() const;

signals:
    void closed();

private:
    void build();
    void changedByUser();
    void askEffect();
    void showEffect(const TargetEffect &effect);
    void save();
    void reset();

    console::SloFeed &m_slo;
    SloSubject m_subject;
    SloTarget m_target;
    Timestamp m_at{};
    std::optional<SloTarget> m_asked;
    bool m_isFilling = false;
    QLabel *m_title;
    QSlider *m_slider;
    QDoubleSpinBox *m_availability;
    QSpinBox *m_latency;
    QLabel *m_effect;
    QPushButton *m_save;
    QPushButton *m_reset;
};

} // namespace binnacle::ui
