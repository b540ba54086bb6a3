#include "ui/settings/token_form.h"

#include "core/console/on_answer.h"
#include "ui/settings/access_text.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/formatting.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <chrono>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostWidth = 720;
constexpr int kBoxWidth = 260;
constexpr int kPermissionsHeight = 76;
constexpr int kUsualDays = 90;

} // namespace

bool isPermissionLine(const QString &line)
{
    static const QRegularExpression form(u"^(GET|POST|PUT|DELETE|\\*) /\\S*$"_s);
    return form.match(line).hasMatch();
}

TokenForm::TokenForm(console::AccessDesk &desk, QWidget *parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_user(new QComboBox)
    , m_name(new QLineEdit)
    , m_expiry(new QComboBox)
    , m_permissions(new QPlainTextEdit)
    , m_save(new QPushButton(tr("Create API key")))
    , m_problem(new QLabel)
{
    setObjectName(u"tokenForm"_s);
    setProperty("frame", u"panel"_s);
    build();
    hide();
}

void TokenForm::build()
{
    auto *title = new QLabel(tr("Create an API key"));
    title->setFont(boldTextFont());
    m_user->setObjectName(u"tokenUser"_s);
    m_name->setObjectName(u"tokenName"_s);
    m_name->setPlaceholderText(tr("what it is for, e.g. nightly report"));
    m_expiry->setObjectName(u"tokenExpiry"_s);
    for (const auto &[days, text] : {std::pair{7, tr("in 7 days")}, std::pair{30, tr("in 30 days")},
             std::pair{kUsualDays, tr("in 90 days")}, std::pair{365, tr("in a year")},
             std::pair{0, tr("never")}})
        m_expiry->addItem(text, days);
    m_permissions->setObjectName(u"tokenPermissions"_s);
    m_permissions->setFont(monospaceFont());
    m_permissions->setFixedHeight(kPermissionsHeight);
    m_permissions->setTabChangesFocus(true);
    m_permissions->setPlaceholderText(u"GET /api/v2/events\nPOST /api/v2/query"_s);
    auto *note = new QLabel(tr("One method and beginning of a path a line; empty: all its user's "
                               "role may."));
    note->setProperty("tone", u"muted"_s);
    m_problem->setProperty("tone", u"critical"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_save->setObjectName(u"saveToken"_s);
    m_save->setProperty("role", u"primary"_s);
    auto *form = new QFormLayout;
    form->addRow(tr("For the user"), m_user);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Expires"), m_expiry);
    form->addRow(tr("May only"), m_permissions);
    form->addRow(QString(), note);
    m_name->setMaximumWidth(kMostWidth);
    for (QComboBox *box : {m_user, m_expiry})
        box->setMaximumWidth(kBoxWidth);
    m_permissions->setMaximumWidth(kMostWidth);

    auto *cancel = new QPushButton(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->addWidget(title);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    connect(m_save, &QPushButton::clicked, this, &TokenForm::save);
    connect(m_name, &QLineEdit::returnPressed, this, &TokenForm::save);
    connect(cancel, &QPushButton::clicked, this, &TokenForm::closeForm);
}

void TokenForm::add()
{
    m_user->clear();
    for (const User &user : m_desk.users())
        m_user->addItem(toText(user.username), QVariant::fromValue<qint64>(user.id));
    m_user->setCurrentIndex(m_user->findData(QVariant::fromValue<qint64>(m_desk.me().userId)));
    m_name->clear();
    m_permissions->clear();
    m_expiry->setCurrentIndex(m_expiry->findData(kUsualDays));
    setProblem({});
    show();
    m_name->setFocus();
}

bool TokenForm::closeForm()
{
    if (isHidden())
        return false;
    hide();
    return true;
}

QString TokenForm::problem() const
{
    return m_problem->text();
}

std::vector<std::string> TokenForm::permissions() const
{
    std::vector<std::string> lines;
    for (const QString &line : m_permissions->toPlainText().split(u'\n')) {
        if (const QString text = line.simplified(); !text.isEmpty())
            lines.push_back(text.toStdString());
    }
    return lines;
}

QString TokenForm::whyNot() const
{
    if (m_name->text().trimmed().isEmpty())
        return tr("Give it a name, so that you know later which one to revoke.");
    for (const std::string &line : permissions()) {
        if (!isPermissionLine(toText(line)))
            return tr("“%1” is not a permission. Write GET, POST, PUT, DELETE or *, a space and "
                      "the beginning of a path.")
                .arg(toText(line));
    }
    return {};
}

void TokenForm::save()
{
    if (const QString problem = whyNot(); !problem.isEmpty())
        return setProblem(problem);
    const int days = m_expiry->currentData().toInt();
    NewToken token{.userId = m_user->currentData().toLongLong(),
        .name = m_name->text().trimmed().toStdString(),
        .permissions = permissions()};
    if (days > 0)
        token.expiresAt = systemNow() + std::chrono::hours(24 * days);
    m_save->setEnabled(false);
    console::onAnswer(m_desk.createToken(token), this,
        [this](const Result<std::shared_ptr<const CreatedToken>> &made) {
            m_save->setEnabled(true);
            if (!made)
                return setProblem(refusalText(made.error()));
            hide();
            emit created(toText((*made)->token.name), toText((*made)->secret));
        });
}

void TokenForm::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace binnacle::ui
