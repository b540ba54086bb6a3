#pragma once

#include "ui/widgets/key_map.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace binnacle::ui {

class KeyCapture;

// Asks for the new keys of one command and says at once who has them already.
class KeyBar final : public QFrame
{
    Q_OBJECT

public:
    explicit KeyBar(const KeyMap &map, QWidget *parent = nullptr);

    void ask(const KeyCommand &command);
    void give(const QString &keys); // as if they had been pressed
    QString problem() const;
    bool isAsking() const { return !isHidden(); }

signals:
    void chosen(const QString &command, const QString &keys);
    void closed();

private:
    void judge(const QString &keys);
    void choose();
    void giveUp();

    const KeyMap &m_map;
    KeyCommand m_command;
    QLabel *m_question;
    KeyCapture *m_keys;
    QPushButton *m_take;
    QLabel *m_problem;
};

} // namespace binnacle::ui
