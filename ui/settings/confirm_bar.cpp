#include "ui/settings/confirm_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kNameWidth = 200;

} // namespace

ConfirmBar::ConfirmBar(QWidget *parent)
    : QFrame(parent)
    , m_question(new QLabel)
    , m_name(new QLineEdit)
    , m_confirm(new QPushButton)
    , m_cancel(new QPushButton)
    , m_problem(new QLabel)
{
    setProperty("frame", u"raised"_s);
    m_confirm->setObjectName(u"confirm"_s);
    m_confirm->setProperty("role", u"danger"_s);
    m_name->setObjectName(u"confirmName"_s);
    m_name->setFixedWidth(kNameWidth);
    m_name->setAccessibleName(tr("Name to confirm"));
    for (QLabel *label : {m_question, m_problem}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_problem->setProperty("tone", u"critical"_s);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_question, 1);
    line->addWidget(m_name);
    line->addWidget(m_confirm);
    line->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addLayout(line);
    layout->addWidget(m_problem);
    connect(m_name, &QLineEdit::textChanged, this, &ConfirmBar::showState);
    connect(m_name, &QLineEdit::returnPressed, m_confirm, &QPushButton::click);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        if (m_run)
            m_run();
    });
    connect(m_cancel, &QPushButton::clicked, this, &ConfirmBar::closeBar);
    hide();
}

void ConfirmBar::ask(
    const QString &question, const QString &typed, const QString &button, std::function<void()> run)
{
    m_typed = typed;
    m_run = std::move(run);
    m_question->setText(question);
    m_confirm->setText(button);
    m_confirm->show();
    m_cancel->setText(tr("Cancel"));
    m_name->clear();
    m_name->setAccessibleName(tr("Type %1 to confirm").arg(typed));
    m_name->setPlaceholderText(typed);
    m_name->setVisible(!typed.isEmpty());
    m_problem->hide();
    setAccessibleName(question);
    show();
    showState();
    (typed.isEmpty() ? static_cast<QWidget *>(m_cancel) : m_name)->setFocus();
}

void ConfirmBar::refuse(const QString &sentence)
{
    ask(sentence, {}, {}, {});
    m_confirm->hide();
    m_cancel->setText(tr("Close"));
}

void ConfirmBar::fail(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

bool ConfirmBar::closeBar()
{
    if (isHidden())
        return false;
    m_run = {};
    hide();
    return true;
}

QString ConfirmBar::text() const
{
    return m_problem->isHidden() ? m_question->text() : m_problem->text();
}

void ConfirmBar::showState()
{
    m_confirm->setEnabled(m_typed.isEmpty() || m_name->text() == m_typed);
}

} // namespace binnacle::ui
