#include "ui/alerts/alert_question.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

AlertQuestion::AlertQuestion(QWidget *parent)
    : QFrame(parent)
    , m_question(new QLabel)
    , m_confirm(new QPushButton)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    setProperty("frame", u"raised"_s);
    m_question->setTextFormat(Qt::PlainText);
    m_question->setWordWrap(true);
    m_confirm->setObjectName(u"confirmQuestion"_s);
    m_confirm->setProperty("role", u"danger"_s);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(12, 8, 12, 8);
    line->setSpacing(8);
    line->addWidget(m_question, 1);
    line->addWidget(m_confirm);
    line->addWidget(m_cancel);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        if (const auto run = std::exchange(m_run, {}))
            run();
    });
    connect(m_cancel, &QPushButton::clicked, this, &AlertQuestion::closeQuestion);
    hide();
}

void AlertQuestion::ask(const QString &question, const QString &button, std::function<void()> run)
{
    m_run = std::move(run);
    m_question->setText(question);
    m_confirm->setText(button);
    setAccessibleName(question);
    show();
    m_cancel->setFocus();
}

bool AlertQuestion::closeQuestion()
{
    if (isHidden())
        return false;
    m_run = {};
    hide();
    return true;
}

QString AlertQuestion::text() const
{
    return m_question->text();
}

} // namespace binnacle::ui
