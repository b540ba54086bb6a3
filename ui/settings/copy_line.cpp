#include "ui/settings/copy_line.h"

#include "ui/theme/fonts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

namespace binnacle::ui {

namespace {

constexpr std::chrono::seconds kSaysCopied{2};

} // namespace

CopyLine::CopyLine(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit)
    , m_copy(new QPushButton(tr("Copy")))
{
    m_text->setReadOnly(true);
    m_text->setFont(monospaceFont());
    m_text->setAccessibleName(accessibleName);
    m_copy->setAccessibleName(tr("Copy: %1").arg(accessibleName));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_copy);
    connect(m_copy, &QPushButton::clicked, this, &CopyLine::copy);
}

void CopyLine::setText(const QString &text)
{
    if (m_text->text() == text)
        return; // the selection stays
    m_text->setText(text);
    m_text->setCursorPosition(0);
}

QString CopyLine::text() const
{
    return m_text->text();
}

void CopyLine::copy()
{
    QGuiApplication::clipboard()->setText(m_text->text());
    m_copy->setText(tr("Copied"));
    QTimer::singleShot(kSaysCopied, m_copy, [this] { m_copy->setText(tr("Copy")); });
}

} // namespace binnacle::ui
