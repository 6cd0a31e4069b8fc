package com.outdoor

import com.amazonaws.services.glue.GlueContext
import com.amazonaws.services.glue.util.{GlueArgParser, Job}
import com.outdoor.rates.Rates
import org.apache.spark.SparkContext
import org.apache.spark.sql.functions.{col, lit, round}

import scala.jdk.CollectionConverters._

/** The value-added tax in each day's revenue, with the rates that finance keeps in a library of its own. */
object Vat {
  def main(sysArgs: Array[String]): Unit = {
    val args = GlueArgParser.getResolvedOptions(sysArgs, Array("JOB_NAME", "lakegen_reads", "lakegen_writes"))
    val context = new GlueContext(SparkContext.getOrCreate())
    Job.init(args("JOB_NAME"), context, args.asJava)
    val Array(database, table) = args("lakegen_reads").split('.')
    val revenue = context.getCatalogSource(database = database, tableName = table).getDynamicFrame().toDF()
    val rate = lit(Rates.of("NO"))
    val tax = revenue.withColumn("vat", round(col("revenue") * rate / (rate + 1), 2))
    tax.write.mode("overwrite").parquet(args("lakegen_writes"))
    Job.commit()
  }
}
