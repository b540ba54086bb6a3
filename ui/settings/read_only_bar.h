#pragma once

#include "core/console/access_desk.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace binnacle::ui {

class StatusGlyph;

// Who works at this window, what they may do, and the switch that lets nobody change anything.
class ReadOnlyBar final : public QFrame
{
    Q_OBJECT

public:
    explicit ReadOnlyBar(console::AccessDesk &desk, QWidget *parent = nullptr);

    QString text() const;

private:
    void showState();

    console::AccessDesk &m_desk;
    StatusGlyph *m_glyph;
    QLabel *m_text;
    QPushButton *m_switch;
};

} // namespace binnacle::ui
