#include "ui/alerts/incident_line.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

IncidentLine::IncidentLine(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLineEdit)
{
    m_name->setObjectName(u"incidentName"_s);
    m_name->setPlaceholderText(tr("INC-118 catalog outage"));
    m_name->setAccessibleName(tr("Name of the incident that the marked firing belongs to"));
    auto *label = new QPushButton(tr("Label as incident"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 6);
    row->setSpacing(8);
    row->addWidget(m_name, 1);
    row->addWidget(label);
    const auto name = [this] { emit named(m_name->text().trimmed()); };
    connect(label, &QPushButton::clicked, this, name);
    connect(m_name, &QLineEdit::returnPressed, this, name);
}

void IncidentLine::showName(const QString &name)
{
    if (!m_name->hasFocus())
        m_name->setText(name);
}

} // namespace binnacle::ui
