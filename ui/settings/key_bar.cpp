#include "ui/settings/key_bar.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/key_capture.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFieldWidth = 160;
constexpr int kLongestSequence = 3;

} // namespace

KeyBar::KeyBar(const KeyMap &map, QWidget *parent)
    : QFrame(parent)
    , m_map(map)
    , m_question(new QLabel)
    , m_keys(new KeyCapture)
    , m_take(new QPushButton(tr("Take")))
    , m_problem(new QLabel)
{
    setObjectName(u"keyBar"_s);
    setProperty("frame", u"bar"_s);
    m_question->setTextFormat(Qt::PlainText);
    m_keys->setObjectName(u"keyCapture"_s);
    m_keys->setFont(monospaceFont());
    m_keys->setFixedWidth(kFieldWidth);
    m_keys->setPlaceholderText(tr("press keys"));
    m_keys->setAccessibleName(tr("New keys"));
    m_take->setFocusPolicy(Qt::TabFocus);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setFocusPolicy(Qt::TabFocus);
    m_problem->setObjectName(u"keyProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setProperty("tone", u"critical"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(m_question);
    for (QWidget *part : std::initializer_list<QWidget *>{m_keys, m_take, cancel})
        layout->addWidget(part);
    layout->addWidget(m_problem, 1);
    connect(m_keys, &KeyCapture::captured, this, &KeyBar::judge);
    connect(m_keys, &KeyCapture::accepted, this, &KeyBar::choose);
    connect(m_keys, &KeyCapture::givenUp, this, &KeyBar::giveUp);
    connect(m_take, &QPushButton::clicked, this, &KeyBar::choose);
    connect(cancel, &QPushButton::clicked, this, &KeyBar::giveUp);
    hide();
}

void KeyBar::ask(const KeyCommand &command)
{
    m_command = command;
    m_question->setText(
        tr("New keys for “%1” · Enter takes them, Esc gives up").arg(command.action));
    m_keys->setAccessibleName(tr("New keys for “%1”").arg(command.action));
    judge({});
    show();
    m_keys->begin(command.place == KeyMap::window() ? kLongestSequence : 1);
}

void KeyBar::give(const QString &keys)
{
    m_keys->setText(keys);
    judge(keys);
}

QString KeyBar::problem() const
{
    return m_problem->text();
}

void KeyBar::judge(const QString &keys)
{
    QString problem;
    if (!keys.isEmpty()) {
        if (const auto other = m_map.holder(m_command.id, keys))
            problem = tr("%1 already means “%2” (%3)", "a key, what it does, where")
                          .arg(other->keys, other->action, other->placeTitle);
    }
    m_problem->setText(problem);
    m_take->setEnabled(!keys.isEmpty() && problem.isEmpty());
}

void KeyBar::choose()
{
    if (!m_take->isEnabled())
        return;
    const QString keys = m_keys->keys();
    hide();
    emit closed();
    emit chosen(m_command.id, keys);
}

void KeyBar::giveUp()
{
    hide();
    emit closed();
}

} // namespace binnacle::ui
