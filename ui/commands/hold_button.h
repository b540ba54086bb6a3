#pragma once

#include "core/base/time.h"

#include <QElapsedTimer>
#include <QPushButton>
#include <QTimer>

namespace binnacle::ui {

// Works only when it is held down, by mouse or with Space or Enter, for two seconds; fills while it
// is. Letting go or losing the focus earlier does nothing.
class HoldButton final : public QPushButton
{
    Q_OBJECT

public:
    static constexpr Duration kHoldTime{2'000};

    explicit HoldButton(QWidget *parent = nullptr);

    void setHoldTime(Duration time) { m_holdTime = time; }
    bool isHolding() const { return m_tick.isActive(); }

signals:
    void held();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void begin();
    void letGo();
    bool isReleased() const { return m_release.isActive(); }
    void advance();

    Duration m_holdTime = kHoldTime;
    QElapsedTimer m_since;
    QTimer m_tick;
    QTimer m_release; // whether a key that came up stays up
};

} // namespace binnacle::ui
