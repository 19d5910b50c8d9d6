import type { CanonicalKind } from '../../core/spend/canonical-columns.ts';

/** Words in a text, one after the other; of languages one below the other. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * What other tables call the columns of ours, in English, German, French, Spanish, Chinese and Japanese,
 * the likeliest first. Compared as `foldedName` compares: without case, accents, blanks and marks.
 */
const DAY = words(`
  date day usagedate chargedate transactiondate invoicedate expensedate postingdate timestamp time createdat
  datum tag buchungsdatum belegdatum rechnungsdatum nutzungsdatum verbrauchsdatum zeitpunkt
  jour datedefacturation datefacture datedutilisation datedoperation
  fecha dia fechadefactura fechadeuso fechadecargo
  日期 时间 使用日期 交易日期 账单日期 消费时间 日付 利用日 使用日 請求日 取引日 計上日 年月日`);
const EMAIL = words(`
  email emailaddress mail workemail useremail mailadresse emailadresse benutzeremail
  courriel adressemail adressecourriel adresseemail correo correoelectronico
  邮箱 电子邮箱 电子邮件 邮件地址 工作邮箱 メールアドレス メール
  member user assignee author benutzer nutzer mitglied bearbeiter utilisateur membre usuario miembro 担当者`);
const TOOL = words(`
  tool product service app application vendor produkt werkzeug dienst anwendung lieferant anbieter kreditor
  outil produit logiciel fournisseur prestataire herramienta producto servicio proveedor
  工具 产品 服务 供应商 ツール 製品 サービス 商品 仕入先 取引先`);
const CURRENCY = words(`
  currency currencycode ccy curr billingcurrency wahrung waehrung devise monnaie moneda divisa 币种 货币 通貨`);
const START = words(`
  start startdate from hiredate joined since beginn startdatum von ab eintritt eintrittsdatum gultigab vertragsbeginn
  debut datedebut datededebut datedentree dateembauche inicio fechainicio fechadeinicio fechadealta alta
  开始日期 入职日期 开始 開始日 開始 入社日 契約開始日`);
const END = words(`
  end enddate until leavedate expires ende enddatum bis austritt austrittsdatum gultigbis vertragsende
  fin datefin datedefin datedesortie fechafin fechadefin fechadebaja baja
  结束日期 离职日期 到期日 结束 終了日 終了 退社日 契約終了日`);
const IDENTITY = words(`
  identity user username useremail email userid member actor apikeyname apikey key instanceno instanceid
  benutzer nutzer benutzername mitarbeiter anwender schlussel utilisateur usager cle identifiant usuario clave
  实例 实例id 用户 用户名 账号 邮箱 成员 ユーザー ユーザ 利用者 ユーザー名 使用者 メールアドレス`);
const AMOUNT = words(`
  payableamount 应付金额 amount total cost costusd charge price netamount spend costinbillingcurrency
  betrag nettobetrag bruttobetrag gesamtbetrag summe kosten montant montantttc montantht cout importe monto coste costo valor
  金额 费用 总额 花费 金額 利用料金 料金 請求金額 費用 合計金額`);

export const COLUMN_SYNONYMS: Readonly<
  Record<CanonicalKind, Readonly<Record<string, readonly string[]>>>
> = {
  people: {
    name: words(`name fullname displayname employee person mitarbeiter vollername nachname nom nomcomplet salarie
      nombre nombrecompleto empleado 姓名 名字 员工 氏名 名前 社員名`),
    email: EMAIL,
    role: words(`role title jobtitle position rolle funktion stelle tatigkeit poste fonction puesto cargo rol
      职位 角色 岗位 役職 職種 職位`),
    team: words(`team department group dept abteilung bereich gruppe equipe service departement equipo departamento
      团队 部门 部署 部門 チーム`),
    start: START,
    end: END,
    monthly_cost:
      words(`monthlycost salary cost monthlysalary monatskosten gehalt monatsgehalt coutmensuel salaire
      costemensual salario 月成本 月薪 工资 月額 給与 月給`),
    currency: CURRENCY,
  },
  subscriptions: {
    tool: [...TOOL, ...words('plan abo abonnement lizenz licence suscripcion プラン 套餐')],
    email: EMAIL,
    start: [...START, ...words('date purchased kaufdatum datum fecha 购买日期 購入日 日付')],
    price:
      words(`price amount cost fee monthlyprice preis betrag gebuhr kosten monatspreis prix montant cout tarif
      precio importe coste cuota 价格 费用 单价 金额 価格 金額 料金 単価 月額`),
    currency: CURRENCY,
    end: END,
    cadence:
      words(`cadence billing billingcycle interval period abrechnung abrechnungszeitraum zahlungsweise turnus intervall
      frequence periodicite facturation frecuencia periodicidad ciclo 周期 计费周期 付费周期 支払周期 請求周期 支払サイクル 更新周期`),
    account: words(
      `account workspace organization konto arbeitsbereich compte espacedetravail cuenta 账户 组织 アカウント 組織`,
    ),
    renewal:
      words(`renewal renewaldate renewson renews nextrenewal verlangerung verlangerungsdatum verlangertsicham
      renouvellement daterenouvellement renovacion fecharenovacion 续费日 续费日期 续订日期 更新日 次回更新日`),
    notice_days:
      words(`noticedays notice noticeperiod noticeperioddays kundigungsfrist preavis preaviso
      提前通知天数 退订提前天数 解約通知期間`),
    downgrade_price: words(`downgradeprice downgrade preiskleinererplan 降级价格 降级后价格`),
  },
  usage: {
    date: DAY,
    identity: IDENTITY,
    tool: TOOL,
    model: words('model modelname modelid modell modele modelo 模型 模型名称 モデル モデル名'),
    input_tokens:
      words(`inputtokens prompttokens tokensin tokensinput input eingabetoken eingabetokens eingabe
      tokensentree tokensdentree jetonsenentree jetonsdentree tokensdeentrada tokensentrada entrada
      输入tokens 输入token 输入 入力トークン 入力トークン数 入力`),
    output_tokens:
      words(`outputtokens completiontokens tokensout tokensoutput output ausgabetoken ausgabetokens ausgabe
      tokenssortie tokensdesortie jetonsensortie jetonsdesortie tokensdesalida tokenssalida salida
      输出tokens 输出token 输出 出力トークン 出力トークン数 出力`),
    cache_read_tokens:
      words(`cachereadtokens cacheread cachedtokens cachedinputtokens cachelesen gelesenausdemcache
      cachelu lecturecache lecturadecache 缓存读取 缓存命中 キャッシュ読み取り キャッシュ読取`),
    cache_write_tokens:
      words(`cachewritetokens cachewrite cachecreationtokens cacheschreiben ecriturecache
      escrituradecache 缓存写入 キャッシュ書き込み キャッシュ書込`),
    cache_write_1h_tokens: words('cachewrite1htokens cachewrite1h 1小时缓存写入'),
    speed: words('speed geschwindigkeit vitesse velocidad 速度'),
    service_tier: words('servicetier 服务层级 服务等级'),
    context_window: words('contextwindow kontextfenster 上下文窗口'),
    geo: words('geo inferencegeo 推理区域'),
    searches: words(
      'searches websearches websearchcount websuchen suchen recherches busquedas 搜索次数 検索回数',
    ),
    requests:
      words(`requests requestcount calls count anfragen aufrufe abrufe anzahl requetes appels solicitudes peticiones llamadas
      请求数 请求次数 调用次数 リクエスト数 リクエスト 呼び出し回数 利用回数`),
    cost: ['cost', ...AMOUNT],
    currency: CURRENCY,
  },
  charges: {
    date: DAY,
    amount: AMOUNT,
    currency: CURRENCY,
    identity: IDENTITY,
    tool: [...TOOL, ...words('merchant supplier handler marchand commercant comercio 商户 店舗')],
    description:
      words(`description memo text details note beschreibung verwendungszweck buchungstext bezeichnung bemerkung
      libelle descriptif objet remarque descripcion concepto detalle 说明 描述 摘要 备注 説明 内容 備考 適用`),
    reference:
      words(`reference invoice invoicenumber invoiceno ref rechnungsnummer belegnummer rechnungsnr belegnr referenz
      numerodefacture nfacture numfacture facture numerodefactura nfactura factura referencia 发票号 发票号码 参考号 請求書番号 伝票番号`),
  },
  output: {
    date: [
      ...DAY,
      ...words(`closed closedat resolved merged mergedat completed erledigtam abgeschlossen fertigam termine cloture
        completado cerrado 完成日期 完了日`),
    ],
    email: EMAIL,
    kind: words(
      'kind type issuetype category art typ kategorie vorgangsart categorie tipo categoria 类型 类别 種類 種別 タイプ',
    ),
    quantity: words(
      'quantity points storypoints count menge anzahl punkte quantite cantidad puntos 数量 点数 ポイント',
    ),
    title: words(
      'title summary subject titel betreff zusammenfassung titre objet titulo asunto 标题 主题 件名 タイトル 題名',
    ),
    link: words('link url lien enlace 链接 リンク'),
    accepted_by:
      words(`acceptedby approvedby reviewer reviewedby abgenommenvon geprueftvon gepruftvon acceptepar validepar
      aceptadopor revisadopor 验收人 审核人 承認者 検収者`),
    minutes_saved: words(
      'minutessaved timesaved gesparteminuten minutengespart minutesgagnees minutosahorrados 节省分钟 節約時間',
    ),
  },
  rates: {
    date: DAY,
    from: words(
      'from base basecurrency source von ausgangswahrung de origen 源币种 基准货币 元通貨 換算元',
    ),
    to: words('to quote quotecurrency target nach in zielwahrung vers a destino 目标币种 換算先'),
    rate: words(
      'rate exchangerate value kurs wechselkurs taux tauxdechange cours tipo tipodecambio cambio 汇率 レート 為替レート',
    ),
  },
  assets: {
    name: words('name title asset bezeichnung titel nom titre nombre titulo 名称 名字 标题 名前'),
    kind: words('kind type category art typ kategorie categorie tipo categoria 类型 类别 種類'),
    maker: words(
      'maker madeby author owner creator email autor ersteller auteur createur creador 作者 制作人 创建人 作成者',
    ),
    from: words('from frommonth start begun von beginn debut inicio 开始月份 开始 開始月'),
    to: words('to tomonth end finished bis ende fin 结束月份 结束 終了月'),
    share: words('share sharepercent percent anteil part porcentaje 占比 份额 割合'),
    hours: words('hours workhours stunden heures horas 工时 小时 時間'),
    months: words('months lifemonths spreadover monate mois meses 月数 分摊月数'),
    place: words('place link url location where ort lien lieu enlace 位置 链接 場所'),
    tool: TOOL,
    survives: words('survives survivesmodelchange 换模型后可用 换模型可用'),
  },
};
